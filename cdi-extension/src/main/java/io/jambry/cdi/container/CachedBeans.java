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
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cached methods of all beans of an application. Thread-safe. */
@ApplicationScoped
class CachedBeans {

    @Inject
    @Any
    @Nullable
    Instance<Object> beans;

    private final ConcurrentMap<Class<?>, CachedBean> cached = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable ApplicationCaches caches;
    private @Nullable MethodEngine engine;
    private @Nullable JambryCdiExtension extension;

    @PostConstruct
    void open() {
        if (beans == null) {
            throw new IllegalStateException("the container has injected nothing");
        }
        Instance<JambryCdiExtension> portable = beans.select(JambryCdiExtension.class);
        extension = portable.isResolvable() ? portable.get() : null;
        Collection<BeanFacts> facts = extension == null ? factsOf(beans) : extension.facts();
        ApplicationCaches opened = ApplicationCaches.of(facts, new Customisations(beans));
        caches = opened;
        engine = new MethodEngine(opened, new ContainerBeans(beans), opened.settings(), JtaTransactions.find(beans));
    }

    /** What reflection tells, where no extension has collected it. */
    private static List<BeanFacts> factsOf(Instance<Object> beans) {
        return beans.handlesStream()
                .<Class<?>>map(bean -> bean.getBean().getBeanClass())
                .distinct()
                .flatMap(CachedBeans::factsOf)
                .toList();
    }

    private static Stream<BeanFacts> factsOf(Class<?> beanClass) {
        try {
            return Stream.of(BeanFacts.of(beanClass));
        } catch (LinkageError incomplete) {
            // it names classes that are missing: no bean of the application's own
            return Stream.empty();
        }
    }

    /** For who is not made by the container. */
    static CachedBeans ofThisApplication() {
        return CDI.current().select(CachedBeans.class).get();
    }

    CachedBean of(Class<?> beanClass) {
        return cached.computeIfAbsent(beanClass, this::make);
    }

    private CachedBean make(Class<?> beanClass) {
        BeanFacts facts = extension == null ? null : extension.facts(beanClass);
        if (engine == null) {
            throw new IllegalStateException("the container has not constructed this bean");
        }
        BeanMethods made = engine.methods(facts == null ? BeanFacts.of(beanClass) : facts);
        return new CachedBean(made::find, ended);
    }

    ApplicationCaches caches() {
        if (caches == null) {
            throw new IllegalStateException("the container has not constructed this bean");
        }
        return caches;
    }

    @PreDestroy
    void close() {
        ended.set(true);
        KnownMethods.forgetEnded();
        if (caches != null) {
            caches.close();
        }
    }
}
