// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the maker of a change waits for: those who have synchronous listeners for what became of it. Answers may come before it is
 * known who they are. Thread-safe.
 */
final class Ticket {

    private final Span span;
    private final long number;
    private final SlowMembers slow;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Set<String> answered = new HashSet<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private Set<String> expected = Set.of();
    private boolean known;

    Ticket(Span span, long number, SlowMembers slow) {
        this.span = span;
        this.number = number;
        this.slow = slow;
    }

    Span span() {
        return span;
    }

    long number() {
        return number;
    }

    Mode mode() {
        return span.mode();
    }

    /** The change is made; these kinds were told. */
    synchronized void told(Set<ChangeKind> kinds) {
        expected = slow.without(span.awaited(kinds), mode());
        known = true;
        look();
    }

    /** Nothing was told, or nobody knows. */
    synchronized void nothing() {
        expected = Set.of();
        known = true;
        look();
    }

    synchronized void answered(String member, List<RuntimeException> thrown) {
        if (answered.add(member)) {
            failures.addAll(thrown);
            look();
        }
    }

    /** Other members than before are slow, or want something. */
    synchronized void reconsider() {
        expected = slow.without(expected, mode());
        look();
    }

    private void look() {
        if (known && answered.containsAll(expected)) {
            done.countDown();
        }
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    @SuppressWarnings("ReturnValueIgnored") // who waited looks whether it is done
    void await(long nanos) throws InterruptedException {
        done.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Those who have not answered. */
    synchronized Set<String> missing() {
        Set<String> missing = new HashSet<>(expected);
        missing.removeAll(answered);
        return missing;
    }

    synchronized List<RuntimeException> failures() {
        return List.copyOf(failures);
    }
}
