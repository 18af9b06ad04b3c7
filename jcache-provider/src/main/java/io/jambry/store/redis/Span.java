// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import io.jambry.store.redis.Message.Count;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The changes that one member makes to a cache within a beat or so, under one mode. They are numbered from 1, and counted when
 * the span is closed and all of them have ended: so others can tell whether they heard of each. Thread-safe.
 */
final class Span {

    /** Added to the number of changes when no more may begin. */
    private static final long CLOSED = Long.MIN_VALUE;

    private final long id;
    private final Mode mode;
    private final Events events;
    private final Map<ChangeKind, Set<String>> awaited = new EnumMap<>(ChangeKind.class);
    private final boolean awaits;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    Span(long id, Mode mode) {
        this.id = id;
        this.mode = mode;
        this.events = Events.of(mode.wish());
        for (ChangeKind kind : ChangeKind.values()) {
            awaited.put(kind, mode.awaited(kind));
        }
        this.awaits = awaited.values().stream().anyMatch(members -> !members.isEmpty());
    }

    long id() {
        return id;
    }

    Mode mode() {
        return mode;
    }

    Events events() {
        return events;
    }

    /** Whether somebody may have to be waited for. */
    boolean awaits() {
        return awaits;
    }

    /** Whom the maker of these changes waits for. */
    Set<String> awaited(Set<ChangeKind> kinds) {
        Set<String> members = new HashSet<>();
        kinds.forEach(kind -> members.addAll(awaited.get(kind)));
        return members;
    }

    /** The number of a change that begins; 0 if the span is closed. */
    long begin() {
        long number = begun.incrementAndGet();
        if (number > 0) {
            return number;
        }
        begun.decrementAndGet();
        return 0;
    }

    /** A change has ended, and there is a message of it. */
    void told() {
        told.incrementAndGet();
        ended.incrementAndGet();
    }

    /** A change has ended, and there is none. */
    void untold() {
        ended.incrementAndGet();
    }

    /** Nobody knows whether the change was made, and told. */
    void unknown() {
        unknown.incrementAndGet();
        ended.incrementAndGet();
    }

    /** Lets no change begin any more. */
    void close() {
        begun.getAndUpdate(count -> count < 0 ? count : count + CLOSED);
    }

    boolean isEmpty() {
        return begun.get() == 0;
    }

    /** Whether all is known. */
    boolean isOver() {
        long count = begun.get();
        return count < 0 && count - CLOSED == ended.get();
    }

    Count count() {
        return new Count(id, mode.number(), told.get(), unknown.get());
    }
}
