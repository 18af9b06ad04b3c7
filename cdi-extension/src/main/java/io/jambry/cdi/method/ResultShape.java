// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How the result that is cached lies in what a method returns. */
enum ResultShape {
    PLAIN,
    OPTIONAL,
    STAGE;

    static ResultShape of(Method method) {
        Class<?> type = method.getReturnType();
        if (type == Optional.class) {
            return OPTIONAL;
        }
        return type == CompletionStage.class || type == CompletableFuture.class ? STAGE : PLAIN;
    }

    /** The type of the result itself. */
    static Type resultType(Method method) {
        Type type = method.getGenericReturnType();
        return of(method) != PLAIN && type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : type;
    }

    /** Tells whether there is no result. */
    static boolean isNothing(Method method) {
        Type type = resultType(method);
        return type == void.class || type == Void.class;
    }
}
