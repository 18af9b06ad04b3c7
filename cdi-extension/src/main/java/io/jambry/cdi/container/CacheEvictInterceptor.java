// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.method.CacheOperation;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Intercepts {@link CacheEvict}. */
@Interceptor
@CacheEvict
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class CacheEvictInterceptor extends CachingInterceptor {

    @Serial
    private static final long serialVersionUID = 1L;

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return around(context, CacheOperation.EVICT);
    }
}
