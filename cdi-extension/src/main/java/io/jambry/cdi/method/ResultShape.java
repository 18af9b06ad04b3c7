// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How the result that is cached lies in what a method returns. Lazy results are stages by the time they get here, see {@link LazyMethod}. */
enum ResultShape {
    PLAIN,
    OPTIONAL,
    STAGE;

    static ResultShape of(Method method) {
        Class<?> type = method.getReturnType();
        if (type == Optional.class) {
            return OPTIONAL;
        }
        return isStage(type) || LazyLibraries.of(type).isPresent() ? STAGE : PLAIN;
    }

    private static boolean isStage(Class<?> type) {
        return type == CompletionStage.class || type == CompletableFuture.class;
    }

    /** The type of the result itself; anything where that is not declared. */
    static Type resultType(Method method) {
        Type type = method.getGenericReturnType();
        if (of(method) == PLAIN) {
            return type;
        }
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }

    /** Tells whether there is no result. */
    static boolean isNothing(Method method) {
        Type type = resultType(method);
        return type == void.class || type == Void.class;
    }
}
