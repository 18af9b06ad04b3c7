// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.Cached;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Settings from SmallRye Config, run by itself where that is there: its sources are system properties and the environment. */
class SettingsByMicroProfileConfig {

    @ApplicationScoped
    static class Books {
        @Cached(cache = "books", ttl = "1h")
        public String title(long isbn) {
            return "title";
        }

        @CacheEvict(cache = "books")
        public String forget(long isbn) {
            return "done";
        }
    }

    @Dependent
    static class Users {
        @Inject
        @CacheName("books")
        JambryCache<Object, Object> books;
    }

    @Test
    void valuesOfMethodsAndCaches_goBeforeAnnotations() {
        assertThat(ConfigProvider.getConfig().getClass().getName()).startsWith("io.smallrye.config");
        Map<String, String> settings = new HashMap<>();
        settings.put("jambry.cdi.cache.books.ttl", "${title.minutes}m");
        settings.put("title.minutes", "10");
        assertThat(minutesLeft(settings))
                .as("an expression, which only MicroProfile Config knows")
                .isEqualTo(10);

        settings.put("jambry.cdi.method.\"" + Books.class.getName() + "/title\".ttl", "5m");
        assertThat(minutesLeft(settings)).isEqualTo(5);
    }

    private static long minutesLeft(Map<String, String> settings) {
        try (Container container = Container.with(settings, Books.class, Users.class)) {
            container.get(Books.class).title(1);
            var rest = container.get(Users.class).books.timeToLive(1L).orElseThrow();
            return (rest.getTimeUnit().toMillis(rest.getDurationAmount()) + 59_999) / 60_000;
        }
    }

    @Test
    void environment_isOneOfItsSources() {
        try (Server server = Server.own();
                Container container = Container.with(server.settings(), Books.class);
                Log log = new Log("io.jambry.cdi")) {
            container.get(Books.class).title(1);
            server.refuseRemovals(true);

            // JAMBRY_CDI_EVICT_FAILURE is log, in the environment of this run
            assertThat(container.get(Books.class).forget(1)).isEqualTo("done");

            server.refuseRemovals(false);
            assertThat(log.lines()).singleElement().asString().contains("#forget: evicting from cache 'books' failed");
        }
    }

    @Test
    void unknownSetting_isRefusedWithTheNearest() {
        assertThat(Container.refusal(Map.of("jambry.cdi.cache.books.tll", "1m"), Books.class))
                .contains(
                        "unknown setting 'jambry.cdi.cache.books.tll'; the nearest known one is 'jambry.cdi.cache.books.ttl'");
    }
}
