// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.BeanFacts;
import io.jambry.cdi.method.BeanMethods;
import io.jambry.cdi.method.MethodEngine;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The cached methods of all beans of an application. Thread-safe. */
@ApplicationScoped
class CachedBeans {

    @Inject
    @Any
    @Nullable
    Instance<Object> beans;

    private final ConcurrentMap<Class<?>, BeanMethods> methods = new ConcurrentHashMap<>();
    private @Nullable ApplicationCaches caches;
    private @Nullable MethodEngine engine;
    private @Nullable JambryCdiExtension extension;

    @PostConstruct
    void open() {
        if (beans == null) {
            throw new IllegalStateException("the container has injected nothing");
        }
        ApplicationCaches opened = ApplicationCaches.ofThisApplication();
        caches = opened;
        engine = new MethodEngine(opened, new ContainerBeans(beans), opened.settings());
        Instance<JambryCdiExtension> portable = beans.select(JambryCdiExtension.class);
        extension = portable.isResolvable() ? portable.get() : null;
    }

    /** For who is not made by the container. */
    static CachedBeans ofThisApplication() {
        return CDI.current().select(CachedBeans.class).get();
    }

    BeanMethods methods(Class<?> beanClass) {
        return methods.computeIfAbsent(beanClass, this::make);
    }

    private BeanMethods make(Class<?> beanClass) {
        BeanFacts facts = extension == null ? null : extension.facts(beanClass);
        if (engine == null) {
            throw new IllegalStateException("the container has not constructed this bean");
        }
        return engine.methods(facts == null ? BeanFacts.of(beanClass) : facts);
    }

    ApplicationCaches caches() {
        if (caches == null) {
            throw new IllegalStateException("the container has not constructed this bean");
        }
        return caches;
    }

    @PreDestroy
    void close() {
        if (caches != null) {
            caches.close();
        }
    }
}
