// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

/** Says whether a call is to be cached. Thread-safe. */
@FunctionalInterface
public interface CallCondition {

    /**
     * Asked before the cache is.
     *
     * @param call the call
     * @return whether to use the cache
     */
    boolean test(CachedCall call);
}
