// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.Cached;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out, while the application is deployed, what cannot work or will not do what was meant. The rules are numbered in
 * {@code docs/cdi.md}.
 *
 * <p>Confined to one thread.
 */
public final class DeploymentCheck {

    private final CdiSettings settings;
    private final Problems problems = new Problems();
    private final MethodRules methods;
    private final OwnRules own;
    private final TypeRules types;
    private final InterfaceRules interfaces;
    private final LimitRules limits;
    private final Map<String, CacheUses> uses = new LinkedHashMap<>();
    private final Set<String> named = new TreeSet<>();

    public DeploymentCheck(CdiSettings settings, BeanCount beans) {
        this.settings = settings;
        ClassRules classes = new ClassRules(problems, beans);
        this.methods = new MethodRules(problems, settings, classes);
        this.own = new OwnRules(problems, settings, classes);
        this.types = new TypeRules(problems, settings);
        this.interfaces = new InterfaceRules(problems, settings);
        this.limits = new LimitRules(problems, settings);
    }

    /** Checks a bean by itself, and remembers which caches it uses. */
    public void add(BeanFacts bean) {
        interfaces.check(bean);
        for (MethodFacts method : bean.methods()) {
            Map<CacheOperation, Annotation> operations = bean.operations(method);
            methods.check(bean, method, operations);
            operations.forEach((operation, annotation) -> {
                if (operation.isStandard()) {
                    addStandard(method, operation, StandardAnnotation.of(bean, method, annotation));
                } else {
                    own.check(method, operation, annotation)
                            .ifPresent(values -> addOwn(method, operation, annotation, values.cacheName()));
                }
            });
        }
    }

    private void addOwn(MethodFacts method, CacheOperation operation, Annotation annotation, String cacheName) {
        if (annotation instanceof CacheEvict evict && evict.tag().length > 0) {
            return;
        }
        if (annotation instanceof Cached cached) {
            limits.add(method, cached, cacheName);
        }
        addUse(method, operation, cacheName, /* ofParameters= */ true);
    }

    private void addStandard(MethodFacts method, CacheOperation operation, StandardAnnotation common) {
        if (common.resolverFactory() == null) {
            addUse(method, operation, common.cacheName(), common.keyGenerator() == null);
        }
    }

    private void addUse(MethodFacts method, CacheOperation operation, String cacheName, boolean ofParameters) {
        types.check(method, operation, cacheName, ofParameters);
        named.add(cacheName);
        if (!operation.concernsAll(method) && ofParameters && operation != CacheOperation.BATCH) {
            uses.computeIfAbsent(cacheName, CacheUses::new).add(method, operation);
        }
    }

    /**
     * Checks what beans do to each other, too, and that their caches are there, where none is to be created.
     *
     * @param caches asked only where caches are not created on demand
     */
    public List<Problem> problems(CacheSource caches) {
        uses.values().forEach(use -> use.check(problems));
        if (!settings.autoCreate()) {
            named.forEach(name -> requireCache(name, caches));
        }
        return problems.found();
    }

    private void requireCache(String name, CacheSource caches) {
        try {
            caches.cache(name);
        } catch (CacheAnnotationException none) {
            problems.error(String.valueOf(none.getMessage()));
        }
    }
}
