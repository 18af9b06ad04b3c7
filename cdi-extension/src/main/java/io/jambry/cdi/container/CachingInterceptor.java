// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import io.jambry.cdi.method.Invocation;
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

    /** See {@link KnownMethods}; null before the first call. */
    private transient volatile Object @Nullable [] methods;

    /** Calls what the annotation makes of the method. The operation is always the same one for an interceptor. */
    @Nullable
    Object around(InvocationContext context, CacheOperation operation) throws Exception {
        Object[] known = methods;
        return KnownMethods.call(known == null ? KnownMethods.NONE : known, context, this, operation);
    }

    /**
     * Finds what is done for a method. A second interceptor of the same annotation, out of another copy of this library, is called by the first
     * one only, whose mark it finds: it lets this call pass and all others of the method. They are not asked for a mark, because containers
     * make the data of a call when somebody asks for it, which costs more than all else here.
     */
    synchronized CachedMethod find(InvocationContext context, CacheOperation operation) {
        if (bean == null || beans == null) {
            throw new IllegalStateException("the container has made an interceptor without injecting its bean");
        }
        CachedMethod concerned = CallOf.isMarked(context, operation)
                ? null
                : beans.methods(bean.getBeanClass()).find(context.getMethod(), operation);
        CachedMethod found = concerned == null ? Invocation::proceed : concerned;
        Object[] known = methods;
        methods = KnownMethods.with(known == null ? KnownMethods.NONE : known, context.getMethod(), found);
        return found;
    }
}
