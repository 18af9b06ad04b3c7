// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.Cached;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;

/** {@link Cached#sliding}. */
class SlidingAnnotationTest {

    private static final Duration SHORT = new Duration(TimeUnit.MINUTES, 1);

    @ApplicationScoped
    static class Books {

        @Cached(cache = "books", ttl = "10m", sliding = true)
        public String title(long isbn) {
            return "title";
        }

        @Cached(cache = "fixed", ttl = "10m")
        public String fixed(long isbn) {
            return "title";
        }
    }

    @Dependent
    static class Caches {

        @Inject
        @CacheName("books")
        JambryCache<Object, Object> books;

        @Inject
        @CacheName("fixed")
        JambryCache<Object, Object> fixed;
    }

    private static long millisToLive(JambryCache<Object, Object> cache) {
        Duration rest = cache.timeToLive(1L).orElseThrow();
        return rest.getTimeUnit().toMillis(rest.getDurationAmount());
    }

    @Test
    void read_renewsTheTimeToLive_whereTheAnnotationOrASettingSaysSo() {
        try (Container container =
                Container.with(Map.of("jambry.cdi.cache.fixed.sliding", "true"), Books.class, Caches.class)) {
            Books books = container.get(Books.class);
            Caches caches = container.get(Caches.class);
            books.title(1);
            books.fixed(1);
            caches.books.touch(1L, SHORT);
            caches.fixed.touch(1L, SHORT);

            books.title(1);
            books.fixed(1);

            assertThat(millisToLive(caches.books)).isBetween(300_000L, 600_000L);
            assertThat(millisToLive(caches.fixed)).isBetween(300_000L, 600_000L);
        }
    }

    @Test
    void setting_goesBeforeTheAnnotation() {
        try (Container container =
                Container.with(Map.of("jambry.cdi.cache.books.sliding", "false"), Books.class, Caches.class)) {
            Books books = container.get(Books.class);
            Caches caches = container.get(Caches.class);
            books.title(1);
            caches.books.touch(1L, SHORT);

            books.title(1);

            assertThat(millisToLive(caches.books)).isLessThanOrEqualTo(60_000L);
        }
    }

    @Dependent
    static class WithoutTtl {
        @Cached(cache = "a", sliding = true)
        public String get(String key) {
            return key;
        }
    }

    @Dependent
    static class WithNullTtl {
        @Cached(cache = "a", ttl = "1m", nullTtl = "1m", sliding = true)
        public String get(String key) {
            return key;
        }
    }

    @Dependent
    static class WithEarlyRefresh {
        @Cached(cache = "a", ttl = "1m", earlyRefresh = 1, sliding = true)
        public String get(String key) {
            return key;
        }
    }

    @Test
    void rule15_whatCannotBeHadTogether_isRefused() {
        assertThat(Container.refusal(Map.of(), WithoutTtl.class))
                .contains("@Cached on " + WithoutTtl.class.getName()
                        + "#get: 'sliding' is 'true': give a ttl, too: it is what reads renew");
        assertThat(Container.refusal(Map.of(), WithNullTtl.class))
                .contains("'sliding' is 'true': reads would renew what is remembered to be absent, too");
        assertThat(Container.refusal(Map.of(), WithEarlyRefresh.class))
                .contains("'sliding' is 'true': what is read does not come near its end");
        assertThat(Container.refusal(Map.of("jambry.cdi.cache.a.sliding", "perhaps"), WithoutTtl.class))
                .contains("setting 'jambry.cdi.cache.a.sliding' is 'perhaps': give true or false");
    }
}
