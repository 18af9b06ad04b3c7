// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/** A call of a method with the argument "a". */
record MarkedContext(Object getTarget, Method getMethod, Map<String, Object> getContextData)
        implements InvocationContext {

    MarkedContext(Object target, Method method) {
        this(target, method, new HashMap<>());
    }

    @Override
    public Object getTimer() {
        return null;
    }

    @Override
    public Constructor<?> getConstructor() {
        return null;
    }

    @Override
    public Object[] getParameters() {
        return new Object[] {"a"};
    }

    @Override
    public void setParameters(Object[] parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object proceed() {
        return "passed";
    }
}
