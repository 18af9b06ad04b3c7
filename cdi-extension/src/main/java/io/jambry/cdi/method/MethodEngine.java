// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.CacheMode;
import io.jambry.function.FunctionCache;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Makes cached methods of methods with annotations. Thread-safe. */
public final class MethodEngine {

    private final CacheSource caches;
    private final BeanSource beans;
    private final CdiSettings settings;
    private final Evictions evictions;
    private final Transactions transactions;
    private final AfterCommit afterCommit;
    private final OwnMethods own;

    public MethodEngine(CacheSource caches, BeanSource beans, CdiSettings settings, Transactions transactions) {
        this.caches = caches;
        this.beans = beans;
        this.settings = settings;
        this.evictions = new Evictions(settings.evictFailure());
        this.transactions = transactions;
        this.afterCommit = new AfterCommit(transactions, settings.afterCommit());
        this.own = new OwnMethods(caches, beans, settings, new OwnEvictions(caches, evictions), transactions);
    }

    /** The methods of a bean with what is done when they are called. Generators and resolvers are found now. */
    public BeanMethods methods(BeanFacts bean) {
        Map<Method, Map<CacheOperation, CachedMethod>> methods = new HashMap<>();
        for (MethodFacts method : bean.methods()) {
            Map<CacheOperation, CachedMethod> cached = new EnumMap<>(CacheOperation.class);
            bean.operations(method)
                    .forEach((operation, annotation) -> cached.put(
                            operation,
                            LazyMethod.of(
                                    method.method(),
                                    operation.isStandard()
                                            ? standardMethod(bean, method, annotation)
                                            : own.cached(method, annotation))));
            if (!cached.isEmpty()) {
                methods.put(method.method(), cached);
            }
        }
        return new BeanMethods(methods);
    }

    private CachedMethod standardMethod(BeanFacts bean, MethodFacts method, Annotation annotation) {
        if (annotation instanceof CacheResult result) {
            return result(bean, method, result);
        }
        if (annotation instanceof CachePut put) {
            return put(standard(bean, method, put), put);
        }
        if (annotation instanceof CacheRemove remove) {
            return remove(standard(bean, method, remove), remove);
        }
        return removeAll(standard(bean, method, (CacheRemoveAll) annotation));
    }

    private CachedMethod result(BeanFacts bean, MethodFacts method, CacheResult annotation) {
        StandardMethod<CacheResult> standard =
                standard(bean, method, annotation, annotation.skipGet() ? this::writtenOnly : this::asSet);
        if (annotation.exceptionCacheName().isEmpty()) {
            return new ResultMethod(standard, null, transactions);
        }
        CacheResolverFactory factory = factory(StandardAnnotation.of(bean, method, annotation));
        Details<CacheResult> details = new Details<>(method, annotation, annotation.exceptionCacheName());
        CacheResolver resolver = factory == null ? null : factory.getExceptionCacheResolver(details);
        Targets exceptions = new Targets(details.cacheName(), caches, resolver, this::asSet);
        return new ResultMethod(
                standard, new KnownFailures(new StandardMethod<>(details, exceptions, standard.keys())), transactions);
    }

    private CachedMethod put(StandardMethod<CachePut> method, CachePut annotation) {
        int value = method.details().facts().positionsOf(CacheValue.class).get(0);
        return new ChangingMethod(
                invocation -> {
                    Target target = method.target(invocation);
                    Object key = method.key(target, invocation);
                    Object changed = invocation.arguments()[value];
                    return new Change(
                            target.cacheName(),
                            () -> target.results().update(key, changed),
                            () -> target.results().update(key, null));
                },
                annotation.afterInvocation(),
                new FailureRule(/* whenNothingIsListed= */ false, annotation.cacheFor(), annotation.noCacheFor()),
                afterCommit);
    }

    private CachedMethod remove(StandardMethod<CacheRemove> method, CacheRemove annotation) {
        return new ChangingMethod(
                invocation -> {
                    Target target = method.target(invocation);
                    Object key = method.key(target, invocation);
                    return eviction(method, target, () -> target.cache().remove(key));
                },
                annotation.afterInvocation(),
                new FailureRule(/* whenNothingIsListed= */ false, annotation.evictFor(), annotation.noEvictFor()),
                afterCommit);
    }

    private CachedMethod removeAll(StandardMethod<CacheRemoveAll> method) {
        CacheRemoveAll annotation = method.annotation();
        return new ChangingMethod(
                invocation -> {
                    Target target = method.target(invocation);
                    return eviction(method, target, target.cache()::removeAll);
                },
                annotation.afterInvocation(),
                new FailureRule(/* whenNothingIsListed= */ false, annotation.evictFor(), annotation.noEvictFor()),
                afterCommit);
    }

    private Change eviction(StandardMethod<?> method, Target target, Runnable eviction) {
        return Change.eviction(
                target.cacheName(),
                () -> evictions.run(method.details().facts(), "cache '" + target.cacheName() + "'", eviction));
    }

    private <A extends Annotation> StandardMethod<A> standard(BeanFacts bean, MethodFacts method, A annotation) {
        return standard(bean, method, annotation, this::asSet);
    }

    private <A extends Annotation> StandardMethod<A> standard(
            BeanFacts bean, MethodFacts method, A annotation, UnaryOperator<FunctionCache<Object, Object>> results) {
        StandardAnnotation common = StandardAnnotation.of(bean, method, annotation);
        Details<A> details = new Details<>(method, annotation, common.cacheName());
        CacheResolverFactory factory = factory(common);
        CacheKeyGenerator generator = common.keyGenerator() == null ? null : beans.get(common.keyGenerator());
        CacheResolver resolver = factory == null ? null : factory.getCacheResolver(details);
        return new StandardMethod<>(
                details, new Targets(common.cacheName(), caches, resolver, results), Keys.generated(method, generator));
    }

    private @Nullable CacheResolverFactory factory(StandardAnnotation common) {
        return common.resolverFactory() == null ? null : beans.get(common.resolverFactory());
    }

    private FunctionCache<Object, Object> asSet(FunctionCache<Object, Object> results) {
        return results.lock(settings.lock()).lockTimeout(settings.lockTimeout());
    }

    private FunctionCache<Object, Object> writtenOnly(FunctionCache<Object, Object> results) {
        return asSet(results).mode(CacheMode.WRITE_ONLY);
    }
}
