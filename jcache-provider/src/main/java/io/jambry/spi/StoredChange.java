// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import org.jspecify.annotations.Nullable;

/**
 * A change of an entry, as bytes. Arrays are handed over and not modified afterwards.
 *
 * @param kind what happened
 * @param key the key
 * @param value the new value of a created or updated entry, else null
 * @param oldValue the value before, where somebody {@linkplain Wish#oldValues() wants} it and it is known
 */
public record StoredChange(ChangeKind kind, byte[] key, byte @Nullable [] value, byte @Nullable [] oldValue) {}
