// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a request waits until a test lets it go on. */
final class Gate {

    private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    private Gate() {}

    static void await(String name) {
        try {
            GATES.computeIfAbsent(name, absent -> new CountDownLatch(1)).await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a request has come so far. */
    static boolean isAwaited(String name) {
        return GATES.containsKey(name);
    }

    static void open(String name) {
        GATES.computeIfAbsent(name, absent -> new CountDownLatch(1)).countDown();
    }
}
