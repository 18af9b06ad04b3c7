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
import java.util.function.UnaryOperator;

/** Makes cached methods of methods with our own annotations. Thread-safe. */
record OwnMethods(
        CacheSource caches, BeanSource beans, CdiSettings settings, OwnEvictions evictions, Transactions transactions) {

    CachedMethod cached(MethodFacts facts, Annotation annotation) {
        OwnValues values = OwnValues.of(facts, annotation, settings);
        if (annotation instanceof Cached cached) {
            return cached(facts, cached, values);
        }
        if (annotation instanceof CachedBatch) {
            TagTemplates tags = TagTemplates.of(facts, CacheOperation.BATCH, annotation);
            return new BatchMethod(method(facts, values, values::applyTo), tags, transactions);
        }
        if (annotation instanceof CacheUpdate update) {
            return new UpdateMethod(
                    method(facts, values, values::applyTo),
                    ResultShape.of(facts.method()),
                    TagTemplates.of(facts, CacheOperation.UPDATE, annotation),
                    new AfterCommit(transactions, settings.afterCommit(facts, update.cache(), update.afterCommit())));
        }
        return evict(method(facts, values, values::applyTo), (CacheEvict) annotation);
    }

    private CachedMethod cached(MethodFacts facts, Cached annotation, OwnValues values) {
        OwnMethod own = method(facts, values, results -> unless(values.applyTo(results), annotation.unless()));
        ResultShape shape = ResultShape.of(facts.method());
        TagTemplates tags = TagTemplates.of(facts, CacheOperation.CACHED, annotation);
        CachedMethod cached = new OwnResultMethod(own.targets(), own.keys(), shape, tags, transactions);
        return annotation.when() == CallCondition.class
                ? cached
                : new ConditionalMethod(facts.method(), beans.get(annotation.when()), cached);
    }

    private FunctionCache<Object, Object> unless(
            FunctionCache<Object, Object> results, Class<? extends ResultCondition> type) {
        return type == ResultCondition.class ? results : results.unless(beans.get(type)::test);
    }

    private CachedMethod evict(OwnMethod method, CacheEvict annotation) {
        boolean afterCommit = settings.afterCommit(method.facts(), annotation.cache(), annotation.afterCommit());
        return new ChangingMethod(
                evictions.of(method, annotation),
                !annotation.before(),
                FailureRule.never(),
                new AfterCommit(transactions, afterCommit));
    }

    private OwnMethod method(
            MethodFacts facts, OwnValues values, UnaryOperator<FunctionCache<Object, Object>> applied) {
        return new OwnMethod(facts, new Targets(values.cacheName(), caches, null, applied), Keys.ofParameters(facts));
    }
}
