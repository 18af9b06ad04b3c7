// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Map;
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

    /** What is done for methods; for none of them, if another interceptor has done it before this one is called. */
    private transient @Nullable Map<Method, CachedMethod> methods;

    /**
     * Calls what the annotation makes of the method.
     *
     * @param operation always the same one for an interceptor
     */
    @Nullable
    Object around(InvocationContext context, CacheOperation operation) throws Exception {
        Map<Method, CachedMethod> known = methods;
        CachedMethod method = (known == null ? find(context, operation) : known).get(context.getMethod());
        return method == null ? context.proceed() : method.call(new CallOf(context, operation));
    }

    /**
     * A second interceptor of the same annotation, out of another copy of this library, is always called by the first one. It finds the mark
     * of that in its first call, and from then on lets all calls pass: containers make the data of a call when it is asked for,
     * which would cost a hit more than all else here.
     */
    private Map<Method, CachedMethod> find(InvocationContext context, CacheOperation operation) {
        if (bean == null || beans == null) {
            throw new IllegalStateException("the container has made an interceptor without injecting its bean");
        }
        Map<Method, CachedMethod> found = CallOf.isMarked(context, operation)
                ? Map.of()
                : beans.methods(bean.getBeanClass()).with(operation);
        methods = found;
        return found;
    }
}
