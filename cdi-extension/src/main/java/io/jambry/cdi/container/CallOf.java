// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.Invocation;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** A call as the container intercepted it. */
record CallOf(InvocationContext context) implements Invocation {

    @Override
    public Object target() {
        return context.getTarget();
    }

    @Override
    public @Nullable Object[] arguments() {
        return context.getParameters();
    }

    @Override
    public @Nullable Object proceed() throws Exception {
        return context.proceed();
    }

    @Override
    public @Nullable Object proceedWith(@Nullable Object[] arguments) throws Exception {
        context.setParameters(arguments);
        return context.proceed();
    }
}
