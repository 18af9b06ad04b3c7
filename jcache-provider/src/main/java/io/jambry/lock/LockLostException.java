// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import org.jspecify.annotations.Nullable;

/**
 * A lock was lost while it was held: from some moment before this on, others may have had it. The message says which, and why.
 *
 * <p>What was done under the lock may have met what others did. Whether that is so is known where the {@linkplain
 * DistributedLock#fencingToken fencing token} was checked.
 */
public final class LockLostException extends IllegalMonitorStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which lock, and why
     * @param cause what went wrong below, if anything did
     */
    public LockLostException(String message, @Nullable Throwable cause) {
        super(message);
        if (cause != null) {
            initCause(cause);
        }
    }
}
