// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.BeanFacts;
import io.jambry.cdi.method.MethodFacts;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the container tells about a bean, with what other extensions have added to its annotations or taken away. */
final class AnnotatedFacts {

    private AnnotatedFacts() {}

    static BeanFacts of(AnnotatedType<?> type) {
        Map<Method, AnnotatedMethod<?>> methods = new HashMap<>();
        type.getMethods().forEach(method -> methods.put(method.getJavaMember(), method));
        return BeanFacts.of(type.getJavaClass(), List.copyOf(type.getAnnotations()), method -> {
            AnnotatedMethod<?> annotated = methods.get(method);
            return annotated == null ? MethodFacts.of(type.getJavaClass(), method) : of(type.getJavaClass(), annotated);
        });
    }

    private static MethodFacts of(Class<?> beanClass, AnnotatedMethod<?> annotated) {
        Method method = annotated.getJavaMember();
        List<List<Annotation>> parameters = new ArrayList<>(Collections.nCopies(method.getParameterCount(), List.of()));
        for (AnnotatedParameter<?> parameter : annotated.getParameters()) {
            parameters.set(parameter.getPosition(), List.copyOf(parameter.getAnnotations()));
        }
        return MethodFacts.of(beanClass, method, annotated.getAnnotations(), parameters);
    }
}
