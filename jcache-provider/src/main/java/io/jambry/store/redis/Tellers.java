// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/** Makes the teller of a cache. */
@FunctionalInterface
interface Tellers {

    /** The teller of a cache; it may ask what this member is to the cache, but not before it is used. */
    Teller of(String cacheName, CacheMembership membership);
}
