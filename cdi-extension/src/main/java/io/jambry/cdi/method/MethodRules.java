// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** What the annotations of one method must be like. */
final class MethodRules {

    private final Problems problems;
    private final CdiSettings settings;
    private final ClassRules classes;

    MethodRules(Problems problems, CdiSettings settings, ClassRules classes) {
        this.problems = problems;
        this.settings = settings;
        this.classes = classes;
    }

    void check(BeanFacts bean, MethodFacts method, Map<CacheOperation, Annotation> operations) {
        if (operations.isEmpty()) {
            checkLonelyParameters(method);
            return;
        }
        checkNumber(method, operations);
        checkValues(method, operations);
        operations.forEach((operation, annotation) -> {
            if (annotation instanceof CacheResult result) {
                checkResult(method, result);
            }
            if (operation.isStandard()) {
                checkClasses(operation, method, StandardAnnotation.of(bean, method, annotation));
            }
        });
    }

    private void checkNumber(MethodFacts method, Map<CacheOperation, Annotation> operations) {
        if (operations.keySet().stream().filter(CacheOperation::isStandard).count() > 1 && !settings.combine()) {
            problems.error(
                    shown(operations) + " on " + method.shown()
                            + ": JSR-107 allows one of them on a method; take the others away, or set 'jambry.cdi.combine = true'");
        }
    }

    private void checkValues(MethodFacts method, Map<CacheOperation, Annotation> operations) {
        int values = method.positionsOf(CacheValue.class).size();
        boolean puts = operations.values().stream().anyMatch(CachePut.class::isInstance);
        if (puts && values != 1) {
            problems.error("@CachePut on " + method.shown() + ": " + (values == 0 ? "no" : values)
                    + " parameters have @CacheValue; mark the one whose value is to be stored");
        }
        if (!puts && values > 0) {
            problems.error("@CacheValue on " + method.shown() + ": it belongs to @CachePut, and the method has "
                    + shown(operations) + "; take it away");
        }
    }

    private void checkResult(MethodFacts method, CacheResult annotation) {
        if (ResultShape.isNothing(method.method())) {
            problems.error(
                    "@CacheResult on " + method.shown()
                            + ": the method returns nothing that could be cached; give it a result, or take the annotation away");
        }
        if (annotation.exceptionCacheName().isEmpty()
                && annotation.cachedExceptions().length + annotation.nonCachedExceptions().length > 0) {
            problems.error(
                    "@CacheResult on " + method.shown()
                            + ": exceptions are listed, and none is cached without 'exceptionCacheName'; name the cache for them, or take the lists away");
        }
    }

    private void checkClasses(CacheOperation operation, MethodFacts method, StandardAnnotation common) {
        Stream.of(common.resolverFactory(), common.keyGenerator())
                .filter(Objects::nonNull)
                .forEach(type -> classes.check(operation, method, type));
    }

    private void checkLonelyParameters(MethodFacts method) {
        Stream.of(CacheKey.class, CacheValue.class)
                .filter(type -> !method.positionsOf(type).isEmpty())
                .forEach(type -> problems.warn("@" + type.getSimpleName() + " on " + method.shown()
                        + " has no effect: the method has no annotation that caches"));
    }

    static String shown(Map<CacheOperation, Annotation> operations) {
        return operations.keySet().stream().map(CacheOperation::shown).collect(Collectors.joining(", "));
    }
}
