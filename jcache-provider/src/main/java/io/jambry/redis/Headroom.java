// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

/**
 * Room on the stack. Who asks for it before taking a connection has enough left to give it back, however deep the calls go
 * that fail in between.
 */
final class Headroom {

    /** Two kilobytes when compiled, six when not; giving a connection back needs less than one. Costs some 50 ns. */
    private static final int CALLS = 64;

    /** Executors take locks: one that is half taken when the stack ends is never free again, for anybody. */
    private static final int CALLS_TO_START = 128;

    private Headroom() {}

    /**
     * Goes down and comes back.
     *
     * @throws StackOverflowError if there is not enough; then nothing was taken yet
     */
    static void require() {
        if (down(CALLS) != CALLS) {
            throw new AssertionError("a stack has lost count");
        }
    }

    /**
     * Asks for enough to give a task to an executor.
     *
     * @throws StackOverflowError if there is not
     */
    static void requireToStart() {
        if (!isEnoughToStart()) {
            throw new StackOverflowError("not enough is left of the stack to open a connection");
        }
    }

    /** Tells whether there is enough to give a task to an executor. */
    static boolean isEnoughToStart() {
        try {
            return down(CALLS_TO_START) == CALLS_TO_START;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    private static int down(int calls) {
        return calls == 0 ? 0 : down(calls - 1) + 1;
    }
}
