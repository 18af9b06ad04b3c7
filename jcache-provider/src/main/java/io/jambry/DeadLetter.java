// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queued write that was given up.
 *
 * @param key the key
 * @param value what was to be written; null if the entry was to be deleted, and if the value cannot be decoded any more
 * @param deletes whether the entry was to be deleted
 * @param attempts how often it was tried
 * @param reason the class of the exception that it failed with the last time
 * @param queuedAt when it was queued, by the clock of the server
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record DeadLetter<K, V>(
        K key, @Nullable V value, boolean deletes, int attempts, String reason, Instant queuedAt) {

    /** Keys and values do not belong into logs. */
    @Override
    public String toString() {
        return "DeadLetter[" + (deletes ? "delete" : "write") + " of " + queuedAt + ", " + attempts + " attempts, "
                + reason + "]";
    }
}
