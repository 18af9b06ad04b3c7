// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

/** What happens to a key whose type has no canonical form; the setting {@code keys} of a cache. */
public enum KeyFallback {

    /** Such keys are refused on first use. */
    REFUSE,

    /**
     * Such keys are written by the codec of the cache. Equal keys that the codec writes differently are then different
     * entries.
     */
    JDK
}
