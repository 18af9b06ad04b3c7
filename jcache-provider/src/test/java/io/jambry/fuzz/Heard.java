// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * An event as a listener heard it.
 *
 * @param listener whose; the witness is -1
 * @param type what happened
 * @param key to which entry
 * @param value the value
 * @param oldValue the value before
 */
record Heard(
        int listener,
        EventType type,
        String key,
        @Nullable String value,
        @Nullable String oldValue) {

    /** The listener that is always there, listens to everything, requires old values and never fails. */
    static final int WITNESS = -1;

    static Heard of(int listener, CacheEntryEvent<? extends String, ? extends String> event) {
        return new Heard(listener, event.getEventType(), event.getKey(), event.getValue(), event.getOldValue());
    }

    /** Tells what has to be equal on both sides: the old value is optional when it is not required. */
    String text(boolean oldValueRequired) {
        return switch (type) {
            case CREATED -> "CREATED " + value;
            case UPDATED -> "UPDATED " + value + (oldValueRequired ? " from " + oldValue : "");
            case REMOVED, EXPIRED -> type + (oldValueRequired ? " " + oldValue : "");
        };
    }
}
