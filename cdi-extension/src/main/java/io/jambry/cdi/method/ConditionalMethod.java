// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CachedCall;
import io.jambry.cdi.CallCondition;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cached method, where the call is one that is to be cached. */
record ConditionalMethod(Method method, CallCondition when, CachedMethod cached) implements CachedMethod {

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        List<@Nullable Object> arguments = Collections.unmodifiableList(
                Arrays.<@Nullable Object>asList(invocation.arguments().clone()));
        CachedCall call = new CachedCall(invocation.target(), method, arguments);
        return when.test(call) ? cached.call(invocation) : invocation.proceed();
    }
}
