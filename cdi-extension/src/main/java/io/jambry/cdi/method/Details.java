// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.cache.annotation.CacheMethodDetails;

/** What JSR-107 tells resolvers about a method. */
record Details<A extends Annotation>(MethodFacts facts, A annotation, String cacheName)
        implements CacheMethodDetails<A> {

    @Override
    public Method getMethod() {
        return facts.method();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return new LinkedHashSet<>(facts.annotations());
    }

    @Override
    public A getCacheAnnotation() {
        return annotation;
    }

    @Override
    public String getCacheName() {
        return cacheName;
    }
}
