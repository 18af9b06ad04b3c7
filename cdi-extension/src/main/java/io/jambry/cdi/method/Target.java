// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.FunctionCache;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;

/**
 * A cache that a method works on.
 *
 * @param cache the cache
 * @param cacheName its name
 * @param results the results in it
 * @param takesParameters whether its keys are of a declared type that generated keys are not of
 */
record Target(
        Cache<Object, Object> cache, String cacheName, FunctionCache<Object, Object> results, boolean takesParameters) {

    @SuppressWarnings("unchecked") // a class literal has no type arguments
    static Target of(Cache<Object, Object> cache, FunctionCache<Object, Object> results) {
        Class<?> keyType = cache.getConfiguration(Configuration.class).getKeyType();
        return new Target(cache, cache.getName(), results, !keyType.isAssignableFrom(MethodKey.class));
    }
}
