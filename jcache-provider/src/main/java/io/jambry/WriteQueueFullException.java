// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import javax.cache.integration.CacheWriterException;

/**
 * A write could not be queued for the system of record, because the queue of write-behind had no room for as long as
 * {@code write-queue-wait}. Its entry is unchanged. Repeating it makes sense once the system of record has caught up.
 */
public class WriteQueueFullException extends CacheWriterException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     */
    public WriteQueueFullException(String message) {
        super(message);
    }
}
