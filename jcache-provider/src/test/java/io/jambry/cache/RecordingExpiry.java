// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;

/** A policy whose answers the provider cannot know beforehand; notes what it is asked. */
class RecordingExpiry implements ExpiryPolicy, Closeable {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger closed = new AtomicInteger();
    private volatile ExpiryPolicy answers;

    RecordingExpiry(ExpiryPolicy answers) {
        this.answers = answers;
    }

    void answer(ExpiryPolicy others) {
        answers = others;
    }

    List<String> take() {
        synchronized (asked) {
            List<String> taken = List.copyOf(asked);
            asked.clear();
            return taken;
        }
    }

    int closed() {
        return closed.get();
    }

    @Override
    public Duration getExpiryForCreation() {
        asked.add("creation");
        return answers.getExpiryForCreation();
    }

    @Override
    public Duration getExpiryForAccess() {
        asked.add("access");
        return answers.getExpiryForAccess();
    }

    @Override
    public Duration getExpiryForUpdate() {
        asked.add("update");
        return answers.getExpiryForUpdate();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
