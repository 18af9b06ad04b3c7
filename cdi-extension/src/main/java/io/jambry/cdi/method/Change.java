// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/**
 * A change of a cache that is ready to be carried out.
 *
 * @param cacheName the cache, or {@link Transactions#ALL_CACHES}
 * @param change the change
 * @param inDoubt what to do instead where nobody knows whether the transaction has committed that the change belongs to
 */
record Change(String cacheName, Runnable change, Runnable inDoubt) {

    /** One that never does harm. */
    static Change eviction(String cacheName, Runnable eviction) {
        return new Change(cacheName, eviction, eviction);
    }

    void run() {
        change.run();
    }
}
