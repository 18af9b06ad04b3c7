// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A method of a bean with its annotations, as the container sees them.
 *
 * @param beanClass the class of the bean, which may have inherited the method
 * @param method the method
 * @param annotations those on the method, and those that they bring with them
 * @param parameters those on each parameter
 */
public record MethodFacts(
        Class<?> beanClass, Method method, List<Annotation> annotations, List<List<Annotation>> parameters) {

    public MethodFacts {
        annotations = List.copyOf(annotations);
        parameters = List.copyOf(parameters);
    }

    /** The facts that reflection tells. */
    public static MethodFacts of(Class<?> beanClass, Method method) {
        return new MethodFacts(
                beanClass,
                method,
                Annotations.expanded(Arrays.asList(method.getAnnotations())),
                Arrays.stream(method.getParameterAnnotations())
                        .<List<Annotation>>map(List::of)
                        .toList());
    }

    /** The facts that a container tells. */
    public static MethodFacts of(
            Class<?> beanClass,
            Method method,
            Collection<? extends Annotation> annotations,
            List<List<Annotation>> parameters) {
        return new MethodFacts(beanClass, method, Annotations.expanded(annotations), parameters);
    }

    <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Annotations.find(annotations, type);
    }

    boolean parameterHas(int position, Class<? extends Annotation> type) {
        return Annotations.find(parameters.get(position), type).isPresent();
    }

    /** The positions of the parameters with an annotation. */
    List<Integer> positionsOf(Class<? extends Annotation> type) {
        return IntStream.range(0, parameters.size())
                .filter(position -> parameterHas(position, type))
                .boxed()
                .toList();
    }

    /** For messages: class#method. */
    public String shown() {
        return beanClass.getName() + "#" + method.getName();
    }

    /** The name of the cache of a method whose annotations name none: JSR-107, package {@code javax.cache.annotation}. */
    String defaultCacheName() {
        return method.getDeclaringClass().getName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
