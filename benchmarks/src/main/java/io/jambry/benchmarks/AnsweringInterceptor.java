// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import javax.cache.Cache;

/** Answers with what the cache has for the argument, and does nothing else: the least that an interceptor can do. */
@Interceptor
@Answered
@Priority(Interceptor.Priority.APPLICATION)
@SuppressWarnings("NullAway.Init") // it is set before the container is made
public class AnsweringInterceptor {

    static Cache<Long, String> cache;

    @AroundInvoke
    Object intercept(InvocationContext context) {
        return cache.get((Long) context.getParameters()[0]);
    }
}
