// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.BeanMethods;
import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.io.Serial;
import java.io.Serializable;
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

    private transient @Nullable BeanMethods methods;

    /**
     * Calls what the annotation makes of the method. A second interceptor of the same annotation in the same call, out of another copy of this
     * library, finds its mark and lets the call pass.
     */
    @Nullable
    Object around(InvocationContext context, CacheOperation operation) throws Exception {
        CachedMethod method = methods().find(context.getMethod(), operation);
        if (method == null) {
            return context.proceed();
        }
        Map<String, Object> data = context.getContextData();
        String mark = mark(operation);
        if (data.putIfAbsent(mark, true) != null) {
            return context.proceed();
        }
        try {
            return method.call(new CallOf(context));
        } finally {
            data.remove(mark);
        }
    }

    private static String mark(CacheOperation operation) {
        return operation.annotation().getName();
    }

    private BeanMethods methods() {
        BeanMethods known = methods;
        if (known == null) {
            if (bean == null || beans == null) {
                throw new IllegalStateException("the container has made an interceptor without injecting its bean");
            }
            known = beans.methods(bean.getBeanClass());
            methods = known;
        }
        return known;
    }
}
