// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.Managed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import javax.cache.Cache;

/**
 * The caches and the manager as beans. None of them is what an injection point without a qualifier gets; beans that are serializable get one that
 * is serializable, too.
 */
@Dependent
class InjectedCaches {

    private final ApplicationCaches caches;

    @Inject
    InjectedCaches(CachedBeans beans) {
        this.caches = beans.caches();
    }

    @Produces
    @CacheName("")
    <K, V> Cache<K, V> cache(InjectionPoint point) {
        return fit(point, InjectedCaches.<K, V>named(point));
    }

    @Produces
    @CacheName("")
    @Typed(JambryCache.class)
    <K, V> JambryCache<K, V> jambryCache(InjectionPoint point) {
        return fit(point, InjectedCaches.<K, V>named(point));
    }

    @Produces
    @Managed
    Jambry manager(InjectionPoint point) {
        return fit(point, new InjectedObject.Manager());
    }

    /** The thing itself, or what can be passivated with the bean that gets it. */
    private <T> T fit(InjectionPoint point, InjectedObject<T> wanted) {
        T found = wanted.find(caches);
        Bean<?> owner = point.getBean();
        return owner != null && Serializable.class.isAssignableFrom(owner.getBeanClass())
                ? Reference.to(wanted, found)
                : found;
    }

    @SuppressWarnings("unchecked") // the types are those of the injection point
    private static <K, V> InjectedObject.NamedCache<K, V> named(InjectionPoint point) {
        String name = point.getQualifiers().stream()
                .filter(CacheName.class::isInstance)
                .map(CacheName.class::cast)
                .map(CacheName::value)
                .findFirst()
                .orElseThrow();
        return new InjectedObject.NamedCache<>(
                name, (Class<K>) argument(point, /* position= */ 0), (Class<V>) argument(point, /* position= */ 1));
    }

    private static Class<?> argument(InjectionPoint point, int position) {
        Type type = point.getType() instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[position]
                : Object.class;
        if (type instanceof ParameterizedType parameterized) {
            type = parameterized.getRawType();
        }
        if (type instanceof Class<?> known) {
            return known;
        }
        throw new CacheAnnotationException(
                "@CacheName on " + point.getMember().getDeclaringClass().getName() + "#"
                        + point.getMember().getName()
                        + ": the types of keys and values must be classes; write Cache<Long, Book>, for example");
    }
}
