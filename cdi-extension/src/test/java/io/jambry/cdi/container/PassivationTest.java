// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.Managed;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Beans that a container may write to disk, as those of sessions are. */
@SuppressWarnings({"unchecked", "serial"})
class PassivationTest {

    /** As the scope of sessions is. */
    @NormalScope(passivating = true)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfVisit {}

    static class VisitContext implements Context {

        private final Map<Contextual<?>, Object> beans = new HashMap<>();

        @Override
        public Class<? extends Annotation> getScope() {
            return OfVisit.class;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
            return (T) beans.computeIfAbsent(bean, it -> bean.create(creation));
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T get(Contextual<T> bean) {
            return (T) beans.get(bean);
        }

        @Override
        public boolean isActive() {
            return true;
        }
    }

    public static class VisitExtension implements Extension {

        private final VisitContext context = new VisitContext();

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.addContext(context);
        }

        /** What the container writes: the only bean of the scope, with its interceptors. */
        Object instance() {
            return context.beans.values().iterator().next();
        }
    }

    @OfVisit
    static class Visit implements Serializable {

        @Inject
        @CacheName("books")
        Cache<Long, String> books;

        @Inject
        @CacheName("books")
        JambryCache<Long, String> sameBooks;

        @Inject
        @Managed
        Jambry manager;

        final AtomicInteger calls = new AtomicInteger();

        @CacheResult(cacheName = "numbers")
        public int number(String word) {
            return calls.incrementAndGet();
        }

        List<?> injected() {
            return List.of(books, sameBooks, manager);
        }
    }

    private static Container deployed() {
        return deployed(new VisitExtension());
    }

    private static Container deployed(VisitExtension extension) {
        return Container.with(Map.of(), List.of(extension), Visit.class);
    }

    @Test
    void cachesAndManager_ofABeanThatMayBePassivated_areFoundAgain() throws Exception {
        try (Container container = deployed()) {
            List<?> injected = container.get(Visit.class).injected();
            ((Cache<Long, String>) injected.get(0)).put(1L, "title");

            List<?> read = (List<?>) copy(injected);

            assertThat(((Cache<Long, String>) read.get(0)).get(1L)).isEqualTo("title");
            assertThat(((JambryCache<Long, String>) read.get(1)).timeToLive(1L)).isPresent();
            assertThat(((Jambry) read.get(2)).getCacheNames()).contains("books");
        }
    }

    @Test
    void failure_ofACacheThatMayBePassivated_isThatOfTheCache() {
        try (Container container = deployed()) {
            Cache<Long, String> books =
                    (Cache<Long, String>) container.get(Visit.class).injected().get(0);

            assertThatThrownBy(() -> books.get(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void methods_ofABeanThatMayBePassivated_areCached() {
        try (Container container = deployed()) {
            Visit visit = container.get(Visit.class);

            assertThat(visit.number("a")).isEqualTo(1);
            assertThat(visit.number("a")).isEqualTo(1);
        }
    }

    @DisabledIfSystemProperty(
            named = "container",
            matches = "openwebbeans.*",
            disabledReason = "what OpenWebBeans injects as @Intercepted Bean cannot be written")
    @Test
    void methods_ofABeanThatWasPassivated_areCached() throws Exception {
        VisitExtension extension = new VisitExtension();
        try (Container container = deployed(extension)) {
            assertThat(container.get(Visit.class).number("a")).isEqualTo(1);

            Visit read = (Visit) copy(extension.instance());

            assertThat(read).isNotSameAs(extension.instance());
            assertThat(read.number("a")).isEqualTo(1);
            assertThat(read.number("b")).isEqualTo(2);
            assertThat(read.number("b")).isEqualTo(2);
        }
    }

    private static Object copy(Object original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
