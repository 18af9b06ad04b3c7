// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CachedCall;
import io.jambry.cdi.CallCondition;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** A cached method, where the call is one that is to be cached. */
record ConditionalMethod(Method method, CallCondition when, CachedMethod cached) implements CachedMethod {

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        CachedCall call = new CachedCall(
                invocation.target(),
                method,
                Collections.unmodifiableList(
                        Arrays.asList(invocation.arguments().clone())));
        return when.test(call) ? cached.call(invocation) : invocation.proceed();
    }
}
