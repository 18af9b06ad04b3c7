// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Answers instead of the method, as an interceptor does that has nothing to do. */
@Interceptor
@PassedThrough
@Priority(Interceptor.Priority.APPLICATION)
public class PassingInterceptor {

    @AroundInvoke
    Object intercept(InvocationContext context) {
        return Workload.VALUE;
    }
}
