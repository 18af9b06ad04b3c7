// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A cache as its {@link ArbitraryExpiryManager} hands it out: every call goes to the provider's cache as it is, except
 * the questions which manager it belongs to and what it was configured with.
 */
final class ArbitraryExpiryCache implements InvocationHandler {

    private final CacheManager manager;
    private final Cache<?, ?> cache;

    private ArbitraryExpiryCache(CacheManager manager, Cache<?, ?> cache) {
        this.manager = manager;
        this.cache = cache;
    }

    static Cache<?, ?> of(CacheManager manager, Cache<?, ?> cache) {
        return (Cache<?, ?>) Proxy.newProxyInstance(
                ArbitraryExpiryCache.class.getClassLoader(),
                new Class<?>[] {Cache.class},
                new ArbitraryExpiryCache(manager, cache));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "getCacheManager" -> manager;
            case "getConfiguration" -> asGiven(ask(method, arguments));
            case "equals" -> self == arguments[0];
            default -> ask(method, arguments);
        };
    }

    // two tests look for the default policy in the configuration of a cache
    private static @Nullable Object asGiven(@Nullable Object configuration) {
        return configuration instanceof CompleteConfiguration<?, ?> complete
                ? ArbitraryExpiryFactory.takenOutOf(complete)
                : configuration;
    }

    private @Nullable Object ask(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(cache, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
