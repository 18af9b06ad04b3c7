// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Annotations, and those that stereotypes and other interceptor bindings bring with them. */
final class Annotations {

    private static final Set<String> CARRIERS =
            Set.of("jakarta.enterprise.inject.Stereotype", "jakarta.interceptor.InterceptorBinding");

    private Annotations() {}

    /** What stands there itself goes before what is brought. */
    static List<Annotation> expanded(Collection<? extends Annotation> annotations) {
        Map<Class<?>, Annotation> all = new LinkedHashMap<>();
        annotations.forEach(annotation -> all.put(annotation.annotationType(), annotation));
        annotations.forEach(annotation -> addCarried(annotation, all));
        return List.copyOf(all.values());
    }

    private static void addCarried(Annotation annotation, Map<Class<?>, Annotation> all) {
        if (!isCarrier(annotation.annotationType())) {
            return;
        }
        for (Annotation carried : annotation.annotationType().getAnnotations()) {
            if (all.putIfAbsent(carried.annotationType(), carried) == null) {
                addCarried(carried, all);
            }
        }
    }

    private static boolean isCarrier(Class<? extends Annotation> type) {
        for (Annotation meta : type.getAnnotations()) {
            if (CARRIERS.contains(meta.annotationType().getName())) {
                return true;
            }
        }
        return false;
    }

    static <A extends Annotation> Optional<A> find(Collection<? extends Annotation> annotations, Class<A> type) {
        return annotations.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Those that intercept. */
    static Map<CacheOperation, Annotation> byOperation(Collection<? extends Annotation> annotations) {
        Map<CacheOperation, Annotation> operations = new EnumMap<>(CacheOperation.class);
        annotations.forEach(annotation ->
                CacheOperation.of(annotation).ifPresent(operation -> operations.put(operation, annotation)));
        return operations;
    }

    static Set<CacheOperation> operations(Collection<? extends Annotation> annotations) {
        return byOperation(annotations).keySet();
    }
}
