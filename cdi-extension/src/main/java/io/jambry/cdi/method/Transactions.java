// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** The transaction that a caller is in. Thread-safe. */
public interface Transactions {

    /** Stands for all caches. */
    String ALL_CACHES = "*";

    /**
     * Puts a change of a cache off until the caller's transaction has committed.
     *
     * @param cacheName the cache, or {@link #ALL_CACHES}
     * @param committed the change; never carried out if the transaction is rolled back
     * @param inDoubt what to do instead where nobody knows whether it has committed
     * @return false if the caller is in no transaction; then nothing is put off
     */
    boolean putOff(String cacheName, Runnable committed, Runnable inDoubt);

    /** Tells whether the caller's transaction has put off a change of a cache: then the cache does not show what the caller has done. */
    boolean hasPutOff(String cacheName);

    /** Those of an application that has none. */
    static Transactions none() {
        return new Transactions() {
            @Override
            public boolean putOff(String cacheName, Runnable committed, Runnable inDoubt) {
                return false;
            }

            @Override
            public boolean hasPutOff(String cacheName) {
                return false;
            }
        };
    }
}
