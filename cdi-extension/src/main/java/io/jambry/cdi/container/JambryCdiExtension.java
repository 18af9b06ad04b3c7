// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.method.BeanFacts;
import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CdiSettings;
import io.jambry.cdi.method.DeploymentCheck;
import io.jambry.cdi.method.InterceptionRules;
import io.jambry.cdi.method.Problem;
import io.jambry.cdi.method.SettingSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.Interceptor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings caching of methods to containers with portable extensions.
 *
 * <p>The annotations of JSR-107 carry the {@code Nonbinding} of javax, which is nothing to a container of Jakarta: so they become interceptor
 * bindings here, and their members are declared to play no part.
 *
 * <p>Called by the container, in one thread or several.
 */
public class JambryCdiExtension implements Extension {

    private static final System.Logger LOG = System.getLogger("io.jambry.cdi");

    private final CdiSettings settings = new CdiSettings(SettingSource.find(ApplicationCaches.applicationLoader()));
    private final Map<Class<?>, BeanFacts> cachedBeans = new ConcurrentHashMap<>();

    /** The container's. */
    public JambryCdiExtension() {}

    void declare(@Observes BeforeBeanDiscovery discovery, BeanManager manager) {
        settings.check();
        if (!settings.enabled()) {
            LOG.log(System.Logger.Level.INFO, "caching of methods is off: 'jambry.cdi.enabled' is false");
            return;
        }
        boolean asBeans = Interceptors.mayBeBeans(manager);
        for (CacheOperation operation : CacheOperation.values()) {
            if (operation.isStandard()) {
                discovery
                        .configureInterceptorBinding(operation.annotation())
                        .methods()
                        .forEach(method -> method.add(Nonbinding.Literal.INSTANCE));
            }
            if (!asBeans) {
                Class<? extends CachingInterceptor> interceptor = Interceptors.of(operation);
                discovery
                        .addAnnotatedType(interceptor, interceptor.getName())
                        .remove(Priority.class::isInstance)
                        .add(new PriorityLiteral(priority(operation)));
            }
        }
        discovery.addAnnotatedType(CachedBeans.class, CachedBeans.class.getName());
        discovery.addAnnotatedType(InjectedCaches.class, InjectedCaches.class.getName());
        HealthLibrary.readiness(settings)
                .ifPresent(readiness -> discovery.addAnnotatedType(readiness, readiness.getName()));
    }

    <T> void judgeForeign(@Observes @WithAnnotations(Interceptor.class) ProcessAnnotatedType<T> found) {
        AnnotatedType<T> type = found.getAnnotatedType();
        if (!settings.enabled()
                || !type.isAnnotationPresent(Interceptor.class)
                || CachingInterceptor.class.isAssignableFrom(type.getJavaClass())
                || CacheOperation.annotations().stream().noneMatch(type::isAnnotationPresent)) {
            return;
        }
        String foreign = "interceptor " + type.getJavaClass().getName() + " is for caching annotations, too";
        switch (settings.foreignInterceptors()) {
            case VETO -> {
                found.veto();
                LOG.log(
                        System.Logger.Level.INFO,
                        foreign + ", and was vetoed: 'jambry.cdi.foreign-interceptors' says so");
            }
            case WARN ->
                LOG.log(
                        System.Logger.Level.WARNING,
                        foreign + ", so methods are cached twice: set 'jambry.cdi.foreign-interceptors = veto'");
            case KEEP -> {
                // as the application wants it
            }
        }
    }

    <T> void copyFromInterfaces(@Observes ProcessAnnotatedType<T> found) {
        if (settings.enabled() && settings.copyFromInterfaces()) {
            new InterfaceAnnotations<T>(found).copy();
        }
    }

    void addInterceptors(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
        if (settings.enabled() && Interceptors.mayBeBeans(manager)) {
            for (CacheOperation operation : CacheOperation.values()) {
                discovery.addBean(InterceptorBean.of(operation, priority(operation), manager));
            }
        }
    }

    /** In the order of the operations, for methods that have several. */
    private int priority(CacheOperation operation) {
        return settings.priority() + List.of(CacheOperation.values()).indexOf(operation);
    }

    void collect(@Observes ProcessManagedBean<?> found) {
        BeanFacts facts = AnnotatedFacts.of(found.getAnnotatedBeanClass());
        cachedBeans.put(facts.beanClass(), facts);
        if (settings.enabled()) {
            InterceptionRules.check(facts)
                    .forEach(problem -> found.addDefinitionError(new CacheAnnotationException(problem.message())));
        }
    }

    void validate(@Observes AfterDeploymentValidation validation, BeanManager manager) {
        if (!settings.enabled()) {
            return;
        }
        DeploymentCheck check = new DeploymentCheck(settings, type -> candidates(manager, type));
        cachedBeans.values().forEach(check::add);
        for (Problem problem : check.problems(ApplicationCaches.ofThisApplication())) {
            if (problem.fatal()) {
                validation.addDeploymentProblem(new CacheAnnotationException(problem.message()));
            } else {
                LOG.log(System.Logger.Level.WARNING, problem.message());
            }
        }
    }

    private static int candidates(BeanManager manager, Class<?> type) {
        Set<Bean<?>> beans = manager.getBeans(type);
        try {
            return beans.isEmpty() || manager.resolve(beans) == null ? 0 : 1;
        } catch (AmbiguousResolutionException several) {
            return beans.size();
        }
    }

    /** The facts of a bean; null for one that the container has not told about. */
    @Nullable
    BeanFacts facts(Class<?> beanClass) {
        return cachedBeans.get(beanClass);
    }

    /** The facts of all beans that the container has told about. */
    Collection<BeanFacts> facts() {
        return cachedBeans.values();
    }
}
