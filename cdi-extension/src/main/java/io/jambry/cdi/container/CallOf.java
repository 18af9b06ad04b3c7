// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.Invocation;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call as the container intercepted it, for one of the annotations. It carries a mark for as long as it proceeds. */
record CallOf(InvocationContext context, CacheOperation operation) implements Invocation {

    /** Tells whether an interceptor of the same annotation is proceeding with the call. */
    static boolean isMarked(InvocationContext context, CacheOperation operation) {
        return context.getContextData().containsKey(mark(operation));
    }

    /** Other copies of this library have other classes of the same name. */
    private static String mark(CacheOperation operation) {
        return operation.annotation().getName();
    }

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
        Map<String, Object> data = context.getContextData();
        data.put(mark(operation), true);
        try {
            return context.proceed();
        } finally {
            data.remove(mark(operation));
        }
    }

    @Override
    public @Nullable Object proceedWith(@Nullable Object[] arguments) throws Exception {
        context.setParameters(arguments);
        return proceed();
    }
}
