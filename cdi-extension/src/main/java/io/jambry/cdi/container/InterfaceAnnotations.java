// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.Interfaces;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedMethodConfigurator;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheValue;

/** Copies caching annotations from the methods of interfaces to those that implement them, unless these have some of their own. */
record InterfaceAnnotations<T>(ProcessAnnotatedType<T> found) {

    void copy() {
        Class<T> type = found.getAnnotatedType().getJavaClass();
        if (type.isInterface()) {
            return;
        }
        for (AnnotatedMethod<? super T> method : found.getAnnotatedType().getMethods()) {
            if (cachingAnnotations(method.getAnnotations()).isEmpty()) {
                Interfaces.of(type).stream()
                        .map(owner -> declared(owner, method.getJavaMember()))
                        .filter(declared -> !declared.isEmpty())
                        .findFirst()
                        .ifPresent(declared -> copy(declared.get(0), method.getJavaMember()));
            }
        }
    }

    private void copy(Method declared, Method implementation) {
        found.configureAnnotatedType()
                .filterMethods(method -> method.getJavaMember().equals(implementation))
                .forEach(method -> copy(declared, method));
    }

    private static void copy(Method declared, AnnotatedMethodConfigurator<?> method) {
        cachingAnnotations(Arrays.asList(declared.getAnnotations())).forEach(method::add);
        Annotation[][] parameters = declared.getParameterAnnotations();
        method.params()
                .forEach(parameter -> Arrays.stream(
                                parameters[parameter.getAnnotated().getPosition()])
                        .filter(annotation -> annotation instanceof CacheKey || annotation instanceof CacheValue)
                        .forEach(parameter::add));
    }

    /** The method of an interface that a method implements, if it has caching annotations; none or one. */
    private static List<Method> declared(Class<?> owner, Method implementation) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> method.getName().equals(implementation.getName())
                        && Arrays.equals(method.getParameterTypes(), implementation.getParameterTypes())
                        && !cachingAnnotations(Arrays.asList(method.getAnnotations()))
                                .isEmpty())
                .limit(1)
                .toList();
    }

    private static List<Annotation> cachingAnnotations(Collection<Annotation> annotations) {
        return annotations.stream()
                .filter(annotation -> CacheOperation.annotations().contains(annotation.annotationType()))
                .toList();
    }
}
