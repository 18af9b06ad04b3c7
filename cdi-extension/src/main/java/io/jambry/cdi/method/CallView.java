// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** What JSR-107 tells resolvers and generators about a call. */
record CallView<A extends Annotation>(Details<A> details, Invocation invocation)
        implements CacheKeyInvocationContext<A> {

    @Override
    public CacheInvocationParameter[] getKeyParameters() {
        return parameters(Arrays.stream(Keys.positions(details.facts())));
    }

    @Override
    public @Nullable CacheInvocationParameter getValueParameter() {
        List<Integer> positions = details.facts().positionsOf(CacheValue.class);
        return positions.isEmpty() ? null : parameter(positions.get(0));
    }

    @Override
    public Object getTarget() {
        return invocation.target();
    }

    @Override
    public CacheInvocationParameter[] getAllParameters() {
        return parameters(IntStream.range(0, details.facts().parameters().size()));
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a call of " + details.facts().shown() + " is no " + type.getName());
    }

    @Override
    public Method getMethod() {
        return details.getMethod();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return details.getAnnotations();
    }

    @Override
    public A getCacheAnnotation() {
        return details.annotation();
    }

    @Override
    public String getCacheName() {
        return details.cacheName();
    }

    private CacheInvocationParameter[] parameters(IntStream positions) {
        return positions.mapToObj(this::parameter).toArray(CacheInvocationParameter[]::new);
    }

    private CacheInvocationParameter parameter(int position) {
        return new Parameter(details.facts(), position, invocation.arguments()[position]);
    }
}
