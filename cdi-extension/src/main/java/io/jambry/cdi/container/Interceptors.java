// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import jakarta.enterprise.inject.spi.BeanManager;

/** Which interceptor intercepts what. */
final class Interceptors {

    private Interceptors() {}

    /**
     * Tells whether they can be added as {@linkplain InterceptorBean beans}. OpenWebBeans takes the order of interceptors from the classes that
     * it has read, and refuses methods with two where it has not read both.
     */
    static boolean mayBeBeans(BeanManager manager) {
        return !manager.getClass().getName().startsWith("org.apache.webbeans.");
    }

    static Class<? extends CachingInterceptor> of(CacheOperation operation) {
        return switch (operation) {
            case REMOVE_ALL -> CacheRemoveAllInterceptor.class;
            case REMOVE -> CacheRemoveInterceptor.class;
            case RESULT -> CacheResultInterceptor.class;
            case PUT -> CachePutInterceptor.class;
            case EVICT -> CacheEvictInterceptor.class;
            case CACHED -> CachedInterceptor.class;
            case BATCH -> CachedBatchInterceptor.class;
            case UPDATE -> CacheUpdateInterceptor.class;
        };
    }
}
