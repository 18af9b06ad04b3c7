// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedBatch;
import io.jambry.cdi.CallCondition;
import io.jambry.cdi.ResultCondition;
import io.jambry.function.FunctionCache;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

/** Makes cached methods of methods with our own annotations. Thread-safe. */
record OwnMethods(CacheSource caches, BeanSource beans, CdiSettings settings, Evictions evictions) {

    CachedMethod cached(MethodFacts facts, Annotation annotation) {
        OwnValues values = OwnValues.of(facts, annotation, settings);
        Method method = facts.method();
        if (annotation instanceof Cached cached) {
            return cached(facts, cached, values);
        }
        if (annotation instanceof CachedBatch) {
            return new BatchMethod(method(facts, values, values::applyTo));
        }
        if (annotation instanceof CacheUpdate) {
            return new UpdateMethod(method(facts, values, values::applyTo), ResultShape.of(method));
        }
        return evict(method(facts, values, values::applyTo), (CacheEvict) annotation);
    }

    private CachedMethod cached(MethodFacts facts, Cached annotation, OwnValues values) {
        OwnMethod own = method(facts, values, results -> unless(values.applyTo(results), annotation.unless()));
        ResultShape shape = ResultShape.of(facts.method());
        CachedMethod cached = invocation -> {
            Target target = own.target();
            Object key = own.key(target, invocation);
            return Shaped.call(shape, target.results(), key, invocation);
        };
        return annotation.when() == CallCondition.class
                ? cached
                : new ConditionalMethod(facts.method(), beans.get(annotation.when()), cached);
    }

    private FunctionCache<Object, Object> unless(
            FunctionCache<Object, Object> results, Class<? extends ResultCondition> type) {
        return type == ResultCondition.class ? results : results.unless(beans.get(type)::test);
    }

    private CachedMethod evict(OwnMethod method, CacheEvict annotation) {
        return new ChangingMethod(
                invocation -> {
                    Target target = method.target();
                    Runnable eviction = annotation.all()
                            ? target.cache()::removeAll
                            : remove(target, method.key(target, invocation));
                    return () -> evictions.run(method.facts(), target.cache(), eviction);
                },
                !annotation.before(),
                FailureRule.never());
    }

    private static Runnable remove(Target target, Object key) {
        return () -> target.cache().remove(key);
    }

    private OwnMethod method(
            MethodFacts facts, OwnValues values, UnaryOperator<FunctionCache<Object, Object>> applied) {
        return new OwnMethod(facts, new Targets(values.cacheName(), caches, null, applied), Keys.ofParameters(facts));
    }
}
