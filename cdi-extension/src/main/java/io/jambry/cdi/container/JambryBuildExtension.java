// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.BeanFacts;
import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CdiSettings;
import io.jambry.cdi.method.DeploymentCheck;
import io.jambry.cdi.method.InterceptionRules;
import io.jambry.cdi.method.Problem;
import io.jambry.cdi.method.SettingSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.build.compatible.spi.AnnotationBuilder;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.enterprise.util.Nonbinding;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings caching of methods to containers that have build-compatible extensions only, such as that of Quarkus; where the portable one
 * runs, this does not.
 *
 * <p>It does what that one does, but for what such extensions cannot do: it vetoes no foreign interceptors, and copies nothing from
 * interfaces.
 *
 * <p>Called by the container, in one thread.
 */
@SkipIfPortableExtensionPresent(JambryCdiExtension.class)
public class JambryBuildExtension implements BuildCompatibleExtension {

    private final CdiSettings settings = new CdiSettings(SettingSource.find(ApplicationCaches.applicationLoader()));
    private final Set<String> beanClasses = new LinkedHashSet<>();
    private final Map<String, Integer> beansByType = new HashMap<>();

    /** The container's. */
    public JambryBuildExtension() {}

    /** Declares the interceptor bindings, and brings the interceptors and beans. */
    @Discovery
    public void declare(MetaAnnotations annotations, ScannedClasses classes) {
        settings.check();
        if (!settings.enabled()) {
            return;
        }
        for (CacheOperation operation : CacheOperation.values()) {
            if (operation.isStandard()) {
                annotations
                        .addInterceptorBinding(operation.annotation())
                        .methods()
                        .forEach(method -> method.addAnnotation(Nonbinding.class));
            }
            classes.add(Interceptors.of(operation).getName());
        }
        classes.add(CachedBeans.class.getName());
        classes.add(InjectedCaches.class.getName());
        HealthLibrary.readiness(settings).ifPresent(readiness -> classes.add(readiness.getName()));
    }

    /** Gives the interceptors the priority that is set. */
    @Enhancement(types = CachingInterceptor.class, withSubtypes = true)
    public void prioritise(ClassConfig interceptor) {
        int priority = settings.priority();
        for (CacheOperation operation : CacheOperation.values()) {
            if (Interceptors.of(operation).getName().equals(interceptor.info().name())) {
                interceptor.removeAnnotation(annotation -> annotation.name().equals(Priority.class.getName()));
                interceptor.addAnnotation(
                        AnnotationBuilder.of(Priority.class).value(priority).build());
            }
            priority++;
        }
    }

    /** Remembers the beans. */
    @Registration(types = Object.class)
    public void collect(BeanInfo bean) {
        if (bean.isClassBean()) {
            beanClasses.add(bean.declaringClass().name());
        }
        for (Type type : bean.types()) {
            if (type.isClass()) {
                beansByType.merge(type.asClass().declaration().name(), 1, Integer::sum);
            }
        }
    }

    /** Checks the annotations, as far as classes can be loaded by now. */
    @Validation
    public void check(Messages messages) {
        if (!settings.enabled()) {
            return;
        }
        DeploymentCheck check = new DeploymentCheck(settings, type -> beansByType.getOrDefault(type.getName(), 0));
        for (String name : beanClasses) {
            Class<?> bean = load(name);
            if (bean != null) {
                BeanFacts facts = BeanFacts.of(bean);
                InterceptionRules.check(facts).forEach(problem -> messages.error(problem.message()));
                check.add(facts);
            }
        }
        for (Problem problem : check.problems(ApplicationCaches.ofThisApplication())) {
            if (problem.fatal()) {
                messages.error(problem.message());
            } else {
                messages.warn(problem.message());
            }
        }
    }

    private static @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, /* initialize= */ false, ApplicationCaches.applicationLoader());
        } catch (ClassNotFoundException | LinkageError notYet) {
            return null;
        }
    }
}
