// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.NoCache;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bean with its annotations, as the container sees them.
 *
 * @param beanClass the class of the bean
 * @param annotations those on the class, and those that stereotypes bring
 * @param methods its methods, private and static ones too, and those it inherits
 */
public record BeanFacts(Class<?> beanClass, List<Annotation> annotations, List<MethodFacts> methods) {

    public BeanFacts {
        annotations = List.copyOf(annotations);
        methods = List.copyOf(methods);
    }

    /** The facts that reflection tells. */
    public static BeanFacts of(Class<?> beanClass) {
        return of(beanClass, Arrays.asList(beanClass.getAnnotations()), method -> MethodFacts.of(beanClass, method));
    }

    /**
     * The facts that a container tells, about the methods that reflection tells.
     *
     * @param beanClass the class of the bean
     * @param annotations those on the class
     * @param method the facts of a method
     */
    public static BeanFacts of(
            Class<?> beanClass, List<? extends Annotation> annotations, Function<Method, MethodFacts> method) {
        return new BeanFacts(
                beanClass,
                Annotations.expanded(annotations),
                methodsOf(beanClass).stream().map(method).toList());
    }

    /** The methods of a class and its superclasses, without those that are overridden or made by the compiler. */
    private static List<Method> methodsOf(Class<?> beanClass) {
        List<Method> methods = new ArrayList<>();
        Set<List<?>> seen = new HashSet<>();
        for (Class<?> type = beanClass; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                boolean overridable =
                        !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
                if (!method.isSynthetic()
                        && (!overridable || seen.add(List.of(method.getName(), List.of(method.getParameterTypes()))))) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    /** Tells whether anything of this bean has to do with caching. */
    public boolean concernsCaching() {
        return !Annotations.byOperation(annotations).isEmpty()
                || methods.stream()
                        .anyMatch(method ->
                                !Annotations.byOperation(method.annotations()).isEmpty());
    }

    /**
     * What is done when a method is called: what its own annotations say, or else those of the class, which concern its public
     * methods but those that return nothing to be cached.
     */
    Map<CacheOperation, Annotation> operations(MethodFacts method) {
        Map<CacheOperation, Annotation> own = Annotations.byOperation(method.annotations());
        if (!own.isEmpty()) {
            return own;
        }
        int modifiers = method.method().getModifiers();
        if (!Modifier.isPublic(modifiers)
                || Modifier.isStatic(modifiers)
                || method.annotation(NoCache.class).isPresent()) {
            return Map.of();
        }
        Map<CacheOperation, Annotation> ofClass = Annotations.byOperation(annotations);
        if (ResultShape.isNothing(method.method())) {
            ofClass.keySet().removeIf(CacheOperation::storesResult);
        }
        return ofClass;
    }

    /**
     * An annotation that says something for all methods, such as defaults: that of the class which declares the method, or of the
     * nearest class above it, or else the one of the bean.
     */
    <A extends Annotation> @Nullable A ofClasses(MethodFacts method, Class<A> type) {
        for (Class<?> owner = method.method().getDeclaringClass(); owner != null; owner = owner.getSuperclass()) {
            A found = owner == beanClass
                    ? Annotations.find(annotations, type).orElse(null)
                    : owner.getDeclaredAnnotation(type);
            if (found != null) {
                return found;
            }
        }
        for (Class<?> owner = beanClass; owner != null; owner = owner.getSuperclass()) {
            A found = owner == beanClass
                    ? Annotations.find(annotations, type).orElse(null)
                    : owner.getDeclaredAnnotation(type);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
