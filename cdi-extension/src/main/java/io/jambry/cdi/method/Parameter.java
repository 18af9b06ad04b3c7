// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import org.jspecify.annotations.Nullable;

/** What JSR-107 tells resolvers and generators about a parameter in a call. */
record Parameter(MethodFacts facts, int position, @Nullable Object value) implements CacheInvocationParameter {

    @Override
    public Class<?> getRawType() {
        return facts.method().getParameterTypes()[position];
    }

    @Override
    public @Nullable Object getValue() {
        return value;
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return new LinkedHashSet<>(facts.parameters().get(position));
    }

    @Override
    public int getParameterPosition() {
        return position;
    }
}
