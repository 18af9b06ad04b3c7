// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A change of an entry that listeners may want to know.
 *
 * @param type what happened
 * @param key the key
 * @param value the new value of a created or updated entry
 * @param oldValue the value before, where it is known
 */
public record Change<K, V>(
        EventType type, K key, @Nullable V value, @Nullable V oldValue) {}
