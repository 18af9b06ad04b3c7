// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

/** How interrupts are met while a thread waits. Confined to one thread. */
final class Sleep implements AutoCloseable {

    private final boolean interruptible;
    private boolean interrupted;

    Sleep(boolean interruptible) {
        this.interruptible = interruptible;
    }

    /** Takes note of an interrupt, or fails for it. */
    void check() throws InterruptedException {
        if (!Thread.interrupted()) {
            return;
        }
        if (interruptible) {
            throw new InterruptedException("interrupted while waiting for a lock");
        }
        interrupted = true;
    }

    /** Waits for a bell. */
    void until(Bell bell, long nanos) throws InterruptedException {
        check();
        bell.await(nanos);
        check();
    }

    /** The thread finds its flag as it was. */
    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
