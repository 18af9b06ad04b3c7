// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/** Makes the teller of a cache. */
@FunctionalInterface
interface Tellers {

    /** The teller of a cache. */
    Teller of(String cacheName);
}
