// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * What the standard annotations have in common, with what {@link CacheDefaults} says where they say nothing.
 *
 * @param cacheName the name of the cache
 * @param resolverFactory the class of the factory that finds the cache; null finds it by its name
 * @param keyGenerator the class of the generator of keys; null makes them of the parameters
 */
record StandardAnnotation(
        String cacheName,
        @Nullable Class<? extends CacheResolverFactory> resolverFactory,
        @Nullable Class<? extends CacheKeyGenerator> keyGenerator) {

    static StandardAnnotation of(BeanFacts bean, MethodFacts method, Annotation annotation) {
        CacheDefaults defaults = bean.ofClasses(method, CacheDefaults.class);
        StandardAnnotation own = of(annotation);
        String name = own.cacheName;
        if (name.isEmpty() && defaults != null) {
            name = defaults.cacheName();
        }
        return new StandardAnnotation(
                name.isEmpty() ? method.defaultCacheName() : name,
                own.resolverFactory == null && defaults != null
                        ? set(defaults.cacheResolverFactory(), CacheResolverFactory.class)
                        : own.resolverFactory,
                own.keyGenerator == null && defaults != null
                        ? set(defaults.cacheKeyGenerator(), CacheKeyGenerator.class)
                        : own.keyGenerator);
    }

    private static StandardAnnotation of(Annotation annotation) {
        if (annotation instanceof CacheResult result) {
            return of(result.cacheName(), result.cacheResolverFactory(), result.cacheKeyGenerator());
        }
        if (annotation instanceof CachePut put) {
            return of(put.cacheName(), put.cacheResolverFactory(), put.cacheKeyGenerator());
        }
        if (annotation instanceof CacheRemove remove) {
            return of(remove.cacheName(), remove.cacheResolverFactory(), remove.cacheKeyGenerator());
        }
        CacheRemoveAll all = (CacheRemoveAll) annotation;
        return of(all.cacheName(), all.cacheResolverFactory(), CacheKeyGenerator.class);
    }

    private static StandardAnnotation of(
            String cacheName,
            Class<? extends CacheResolverFactory> resolverFactory,
            Class<? extends CacheKeyGenerator> keyGenerator) {
        return new StandardAnnotation(
                cacheName,
                set(resolverFactory, CacheResolverFactory.class),
                set(keyGenerator, CacheKeyGenerator.class));
    }

    /** The interface itself stands for: not set. */
    private static <T> @Nullable Class<? extends T> set(Class<? extends T> type, Class<T> unset) {
        return type == unset ? null : type;
    }
}
