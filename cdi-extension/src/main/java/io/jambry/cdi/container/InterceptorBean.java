// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.PassivationCapable;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor that its container calls as any other object. Of one that it knows the class of, it calls the method by reflection, which costs time and
 * memory, and keeps compilers from looking further.
 *
 * <p>Thread-safe.
 */
final class InterceptorBean<T extends CachingInterceptor> implements Interceptor<T>, Prioritized, PassivationCapable {

    private final CacheOperation operation;
    private final Class<T> type;
    private final int priority;
    private final InjectionTarget<T> target;

    private InterceptorBean(CacheOperation operation, Class<T> type, int priority, BeanManager manager) {
        this.operation = operation;
        this.type = type;
        this.priority = priority;
        this.target = manager.getInjectionTargetFactory(manager.createAnnotatedType(type))
                .createInjectionTarget(this);
    }

    static InterceptorBean<?> of(CacheOperation operation, int priority, BeanManager manager) {
        return new InterceptorBean<>(operation, Interceptors.of(operation), priority, manager);
    }

    @Override
    public @Nullable Object intercept(InterceptionType kind, T interceptor, InvocationContext context)
            throws Exception {
        return interceptor.around(context, operation);
    }

    @Override
    public boolean intercepts(InterceptionType kind) {
        return kind == InterceptionType.AROUND_INVOKE;
    }

    @Override
    public Set<Annotation> getInterceptorBindings() {
        return Set.of(type.getAnnotationsByType(operation.annotation()));
    }

    @Override
    public int getPriority() {
        return priority;
    }

    @Override
    public T create(CreationalContext<T> creation) {
        T interceptor = target.produce(creation);
        target.inject(interceptor, creation);
        target.postConstruct(interceptor);
        return interceptor;
    }

    @Override
    public void destroy(T interceptor, CreationalContext<T> creation) {
        target.preDestroy(interceptor);
        target.dispose(interceptor);
        creation.release();
    }

    @Override
    public Class<?> getBeanClass() {
        return type;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return target.getInjectionPoints();
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(type, Object.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Default.Literal.INSTANCE, Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return Dependent.class;
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }

    @Override
    public String getId() {
        return type.getName();
    }

    @Override
    public String toString() {
        return "interceptor " + type.getName();
    }
}
