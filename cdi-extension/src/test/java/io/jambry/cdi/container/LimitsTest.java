// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.CacheScope;
import io.jambry.cdi.Cached;
import io.jambry.cdi.Managed;
import io.jambry.spi.Eviction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

/** Limits that methods give caches, on a server. */
class LimitsTest {

    private static final int MORE_THAN_FIT = 60;

    private static Container deployed(Class<?>... beans) {
        return Container.with(Server.shared().settings(), beans);
    }

    @ApplicationScoped
    static class Books {

        private final AtomicInteger calls = new AtomicInteger();

        @Cached(cache = "limited", maxEntries = 20, eviction = Eviction.FIFO)
        public String limited(long isbn) {
            return "limited " + calls.incrementAndGet();
        }

        @Cached(cache = "limited")
        public String joining(long isbn) {
            return "joining " + calls.incrementAndGet();
        }

        @Cached(cache = "unlimited", maxEntries = 10, scope = CacheScope.FUNCTION)
        public String ownSmall(long isbn) {
            return "small " + calls.incrementAndGet();
        }

        @Cached(cache = "unlimited", maxEntries = 30, scope = CacheScope.FUNCTION, version = "2")
        public String ownLarge(long isbn) {
            return "large " + calls.incrementAndGet();
        }

        @Cached(cache = "unlimited")
        public String unlimited(long isbn) {
            return "unlimited " + calls.incrementAndGet();
        }

        @CacheEvict(cache = "limited")
        public void forget(long isbn) {}
    }

    @Dependent
    static class Users {

        @Inject
        @CacheName("limited")
        Cache<Object, Object> limited;

        @Inject
        @CacheName("unlimited")
        Cache<Object, Object> unlimited;

        @Inject
        @Managed
        CacheManager manager;
    }

    private static long size(Iterable<?> cache) {
        return StreamSupport.stream(cache.spliterator(), false).count();
    }

    @Test
    void maxEntries_isKept_byAllMethodsOfTheCache_whicheverIsFirst() {
        try (Container container = deployed(Books.class, Users.class)) {
            Books books = container.get(Books.class);
            books.forget(1);
            books.joining(-1);
            for (long isbn = 0; isbn < MORE_THAN_FIT; isbn++) {
                books.limited(isbn);
            }

            Cache<Object, Object> limited = container.get(Users.class).limited;
            assertThat(size(limited)).isEqualTo(20);
            assertThat(limited.containsKey(MORE_THAN_FIT - 1L)).isTrue();
            assertThat(limited.containsKey(0L)).as("first in, first out").isFalse();
        }
    }

    @Test
    void scopeFunction_isACacheOfTheMethodsOwn() {
        try (Container container = deployed(Books.class, Users.class)) {
            Books books = container.get(Books.class);
            for (long isbn = 0; isbn < MORE_THAN_FIT; isbn++) {
                books.ownSmall(isbn);
                books.ownLarge(isbn);
                books.unlimited(isbn);
            }

            Users users = container.get(Users.class);
            assertThat(size(users.unlimited)).isEqualTo(MORE_THAN_FIT);
            String name = "unlimited/" + Books.class.getName() + ".ownSmall(long)";
            assertThat(size(users.manager.getCache(name))).isEqualTo(10);
            String versioned = "unlimited@2/" + Books.class.getName() + ".ownLarge(long)";
            assertThat(size(users.manager.getCache(versioned))).isEqualTo(30);
        }
    }

    @Test
    void settings_goBeforeAnnotations() {
        Map<String, String> settings = new HashMap<>(Server.shared().settings());
        settings.put("jambry.cdi.method.\"" + Books.class.getName() + "/limited\".max-entries", "7");
        try (Container container = Container.with(settings, Books.class, Users.class)) {
            Books books = container.get(Books.class);
            for (long isbn = 0; isbn < MORE_THAN_FIT; isbn++) {
                books.limited(isbn);
            }
            assertThat(size(container.get(Users.class).limited)).isEqualTo(7);
        }
        settings.put("jambry.cdi.method.\"" + Books.class.getName() + "/limited\".max-entries", "few");
        assertThat(Container.refusal(settings, Books.class))
                .contains("/limited\".max-entries' is 'few': give a whole number from 0, which is no limit, up");
    }

    static class OneLimit {
        @Cached(cache = "a", maxEntries = 100)
        public String find(long isbn) {
            return "";
        }
    }

    static class OtherLimit {
        @Cached(cache = "a", maxEntries = 100, eviction = Eviction.LRU_T)
        public String find(long isbn) {
            return "";
        }
    }

    static class NoLimit {
        @Cached(cache = "a", eviction = Eviction.LFU)
        public String find(long isbn) {
            return "";
        }
    }

    static class NegativeLimit {
        @Cached(cache = "a", maxEntries = -1)
        public String find(long isbn) {
            return "";
        }
    }

    @Test
    void limits_thatDoNotAgree_areRefused() {
        assertThat(Container.refusal(Map.of(), OneLimit.class, OtherLimit.class))
                .containsAnyOf(
                        "@Cached on " + OtherLimit.class.getName()
                                + "#find: it limits cache 'a' to 100 entries (lru-t), and @Cached on "
                                + OneLimit.class.getName()
                                + "#find to 100 entries (lru); say the same, or set 'scope' to FUNCTION, so that each has a cache of its own",
                        "@Cached on " + OneLimit.class.getName()
                                + "#find: it limits cache 'a' to 100 entries (lru), and @Cached on "
                                + OtherLimit.class.getName()
                                + "#find to 100 entries (lru-t); say the same, or set 'scope' to FUNCTION, so that each has a cache of its own");
    }

    @Test
    void limits_thatAreNone_areRefused() {
        assertThat(Container.refusal(Map.of(), NoLimit.class))
                .contains(
                        "@Cached on " + NoLimit.class.getName()
                                + "#find: 'eviction' is set, and there is no limit that it could be for: set 'maxEntries', too");
        assertThat(Container.refusal(Map.of(), NegativeLimit.class))
                .contains("@Cached on " + NegativeLimit.class.getName()
                        + "#find: 'maxEntries' is -1: give 1 or more, or 0 for no limit");
    }
}
