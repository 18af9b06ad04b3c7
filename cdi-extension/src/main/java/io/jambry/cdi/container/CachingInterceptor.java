// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import io.jambry.cdi.method.Invocation;
import io.jambry.cdi.method.NearMethod;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What the interceptors have in common: the bean they belong to. Serializable, since beans that are passivated take theirs along. */
@SuppressWarnings("serial") // what the container injects is fit for passivation
abstract class CachingInterceptor implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    @Intercepted
    @Nullable
    Bean<?> bean;

    @Inject
    @Nullable
    CachedBeans beans;

    /** What is done for the bean; null before the first call that no other copy of this library deals with. */
    private transient volatile @Nullable CachedBean own;

    /**
     * Calls what the annotation makes of the method, unless its result is at hand. The operation is always the same one for an interceptor.
     */
    @Nullable
    Object around(InvocationContext context, CacheOperation operation) throws Exception {
        CachedMethod known = KnownMethods.find(context.getMethod(), own, operation);
        CachedMethod method = known == null ? find(context, operation) : known;
        Object near = method instanceof NearMethod kept ? kept.atHand(context.getParameters()) : null;
        return near == null ? method.call(new CallOf(context, operation)) : near;
    }

    /**
     * Finds what is done for a method. A second interceptor of the same annotation, out of another copy of this library, is called by the first
     * one only, whose mark it finds: it lets all calls pass. The first one asks for a mark with its first call alone, because containers make the
     * data of a call when somebody asks for it, which costs more than all else here. From then on it needs nothing of the container, which may have ended.
     */
    private CachedMethod find(InvocationContext context, CacheOperation operation) {
        CachedBean concerned = own;
        if (concerned == null) {
            if (bean == null || beans == null) {
                throw new IllegalStateException("the container has made an interceptor without injecting its bean");
            }
            if (CallOf.isMarked(context, operation)) {
                return Invocation::proceed;
            }
            concerned = beans.of(bean.getBeanClass());
            own = concerned;
        }
        CachedMethod found = concerned.find(context.getMethod(), operation);
        if (found == null) {
            return Invocation::proceed;
        }
        KnownMethods.add(context.getMethod(), concerned, operation, found);
        return found;
    }
}
