// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the extension gets on with the container and with others. */
class ExtensionTest {

    static final List<String> CALLED = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        CALLED.clear();
    }

    @ApplicationScoped
    static class Counted {

        final AtomicInteger calls = new AtomicInteger();

        @Around
        @CacheResult(cacheName = "counted")
        public int number(String word) {
            return calls.incrementAndGet();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Around {}

    /** Runs where transactions do. */
    @Around
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class AroundInterceptor {

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            CALLED.add("around");
            return context.proceed();
        }
    }

    /** Stands for the interceptor that a server brings. */
    @CacheResult
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER)
    static class ForeignInterceptor {

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            CALLED.add("foreign");
            return context.proceed();
        }
    }

    public static class ForeignExtension implements Extension {

        void add(@Observes BeforeBeanDiscovery discovery) {
            discovery.addAnnotatedType(ForeignInterceptor.class, "foreign");
        }
    }

    @Test
    void foreignInterceptor_isVetoedUnlessSettingsSayOtherwise() {
        assertThat(foreignLog(Map.of()))
                .singleElement()
                .asString()
                .contains("INFO interceptor " + ForeignInterceptor.class.getName()
                        + " is for caching annotations, too, and was vetoed");
        assertThat(CALLED).isEmpty();
        assertThat(foreignLog(Map.of("jambry.cdi.foreign-interceptors", "warn")))
                .singleElement()
                .asString()
                .contains("WARNING interceptor " + ForeignInterceptor.class.getName())
                .contains("methods are cached twice");
        assertThat(CALLED).containsExactly("foreign");
        assertThat(foreignLog(Map.of("jambry.cdi.foreign-interceptors", "keep")))
                .isEmpty();
        assertThat(CALLED).containsExactly("foreign", "foreign");
    }

    private static List<String> foreignLog(Map<String, String> settings) {
        try (Log log = new Log("io.jambry.cdi");
                Container container = Container.with(settings, List.of(new ForeignExtension()), Counted.class)) {
            container.get(Counted.class).number("a");
            return log.lines();
        }
    }

    @Test
    void priority_isInsideOfTransactionsUnlessSetOtherwise() {
        try (Container container = Container.of(Counted.class, AroundInterceptor.class)) {
            callTwice(container);
            assertThat(CALLED).containsExactly("around", "around");
        }
        CALLED.clear();
        try (Container container =
                Container.with(Map.of("jambry.cdi.priority", "100"), Counted.class, AroundInterceptor.class)) {
            callTwice(container);
            assertThat(CALLED).containsExactly("around");
        }
    }

    private static void callTwice(Container container) {
        assertThat(container.get(Counted.class).number("a")).isEqualTo(1);
        assertThat(container.get(Counted.class).number("a")).isEqualTo(1);
    }

    @Test
    void enabled_false_callsMethodsAsIfTheyHadNoAnnotations() {
        try (Container container = Container.with(Map.of("jambry.cdi.enabled", "false"), Counted.class)) {
            assertThat(container.get(Counted.class).number("a")).isEqualTo(1);
            assertThat(container.get(Counted.class).number("a")).isEqualTo(2);
        }
    }

    /** A bean may be in use longer than the container that made it. */
    @Test
    void interceptor_afterItsContainer_runsTheMethod() throws Exception {
        CacheResultInterceptor interceptor;
        MarkedContext context;
        try (Container container = Container.of(Counted.class)) {
            Counted bean = container.get(Counted.class);
            context = new MarkedContext(bean, Counted.class.getMethod("number", String.class));
            interceptor = interceptor(container);
            interceptor.intercept(context);
        }

        assertThat(interceptor.intercept(context)).isEqualTo("passed");
    }

    @Test
    void interceptor_thatFindsItsMark_letsTheCallPass() throws Exception {
        try (Container container = Container.of(Counted.class)) {
            Counted bean = container.get(Counted.class);
            bean.number("a");
            MarkedContext context = new MarkedContext(bean, Counted.class.getMethod("number", String.class));
            CacheResultInterceptor first = interceptor(container);

            assertThat(first.intercept(context)).isEqualTo(1);
            assertThat(first.intercept(context))
                    .as("a call that is repeated, as one does that retries")
                    .isEqualTo(1);
            context.getContextData().put(CacheResult.class.getName(), true);

            assertThat(interceptor(container).intercept(context)).isEqualTo("passed");
        }
    }

    private static CacheResultInterceptor interceptor(Container container) {
        CacheResultInterceptor interceptor = new CacheResultInterceptor();
        interceptor.beans = container.get(CachedBeans.class);
        interceptor.bean = container
                .itself()
                .getBeanManager()
                .resolve(container.itself().getBeanManager().getBeans(Counted.class));
        return interceptor;
    }
}
