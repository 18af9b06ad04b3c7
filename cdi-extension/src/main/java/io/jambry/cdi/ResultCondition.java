// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

/** Says whether a result is to be kept out of the cache. Thread-safe. */
@FunctionalInterface
public interface ResultCondition {

    /**
     * Asked before a result is stored.
     *
     * @param result what the method returned, without its {@code Optional} or stage; never null
     * @return true to keep it out
     */
    boolean test(Object result);
}
