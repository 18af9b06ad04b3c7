// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;

/** Which interceptor intercepts what. */
final class Interceptors {

    private Interceptors() {}

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
