// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cdi.Cached;
import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import io.jambry.cdi.method.Invocation;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many methods, of several beans, and objects that are not the ones that were there before. */
class KnownMethodsTest {

    /** More of them than the table has places for at first. */
    private static final List<Method> METHODS = List.of(Arrays.class.getMethods());

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean otherEnded = new AtomicBoolean();
    private final CachedBean bean = new CachedBean((method, operation) -> null, ended);
    private final CachedBean other = new CachedBean((method, operation) -> null, otherEnded);

    @AfterEach
    void forget() {
        ended.set(true);
        otherEnded.set(true);
        KnownMethods.forgetEnded();
    }

    private static Map<Method, CachedMethod> addAll(
            Collection<Method> methods, CachedBean owner, CacheOperation operation) {
        Map<Method, CachedMethod> added = new HashMap<>();
        for (Method method : methods) {
            CachedMethod found = new CachedMethod() {
                @Override
                public Object call(Invocation invocation) {
                    return method;
                }
            };
            KnownMethods.add(method, owner, operation, found);
            added.put(method, found);
        }
        return added;
    }

    private static void assertFound(Map<Method, CachedMethod> added, CachedBean owner, CacheOperation operation) {
        added.forEach((method, found) ->
                assertThat(KnownMethods.find(method, owner, operation)).isSameAs(found));
    }

    @Test
    void find_manyMethods_findsEach() {
        Map<Method, CachedMethod> added = addAll(METHODS, bean, CacheOperation.CACHED);

        assertThat(added).hasSizeGreaterThan(64);
        assertFound(added, bean, CacheOperation.CACHED);
    }

    @Test
    void find_ofAnotherBeanOrOperation_findsThatOne() {
        Map<Method, CachedMethod> cached = addAll(METHODS, bean, CacheOperation.CACHED);
        Map<Method, CachedMethod> evicting = addAll(METHODS, bean, CacheOperation.EVICT);
        Map<Method, CachedMethod> others = addAll(METHODS, other, CacheOperation.CACHED);

        assertFound(cached, bean, CacheOperation.CACHED);
        assertFound(evicting, bean, CacheOperation.EVICT);
        assertFound(others, other, CacheOperation.CACHED);
        assertThat(KnownMethods.find(METHODS.get(0), other, CacheOperation.EVICT))
                .isNull();
        assertThat(KnownMethods.find(
                        METHODS.get(0), new CachedBean((method, operation) -> null, ended), CacheOperation.CACHED))
                .isNull();
        assertThat(KnownMethods.find(METHODS.get(0), null, CacheOperation.CACHED))
                .isNull();
    }

    @Test
    void add_withAnotherObjectForTheSameMethod_keepsTheFirst() {
        Map<Method, CachedMethod> added = addAll(METHODS, bean, CacheOperation.CACHED);
        int size = KnownMethods.size();

        for (Method again : Arrays.class.getMethods()) {
            KnownMethods.add(again, bean, CacheOperation.CACHED, added.get(again));
            assertThat(KnownMethods.find(again, bean, CacheOperation.CACHED)).isNull();
        }

        assertThat(KnownMethods.size()).isEqualTo(size);
        assertFound(added, bean, CacheOperation.CACHED);
    }

    @Test
    void forgetEnded_leavesThoseOfOthersAndAddsNoneAnew() {
        int before = KnownMethods.size();
        Map<Method, CachedMethod> added = addAll(METHODS, bean, CacheOperation.CACHED);
        Map<Method, CachedMethod> others = addAll(METHODS, other, CacheOperation.CACHED);

        ended.set(true);
        KnownMethods.forgetEnded();

        assertThat(KnownMethods.size()).isEqualTo(before + METHODS.size());
        assertFound(others, other, CacheOperation.CACHED);
        assertThat(KnownMethods.find(METHODS.get(0), bean, CacheOperation.CACHED))
                .isNull();
        added.forEach((method, found) -> KnownMethods.add(method, bean, CacheOperation.CACHED, found));
        assertThat(KnownMethods.size()).isEqualTo(before + METHODS.size());
    }

    @ApplicationScoped
    static class Titles {

        int calls;

        @Cached(cache = "known-titles")
        public int find(long isbn) {
            return ++calls;
        }
    }

    @Test
    void container_closed_leavesNothing() {
        int before = KnownMethods.size();
        try (Container container = Container.of(Titles.class)) {
            Titles titles = container.get(Titles.class);
            assertThat(titles.find(1)).isEqualTo(1);
            assertThat(titles.find(1)).isEqualTo(1);
            assertThat(KnownMethods.size()).isEqualTo(before + 1);
        }

        assertThat(KnownMethods.size()).isEqualTo(before);
    }

    @Test
    void container_besideAnother_hasResultsOfItsOwn() {
        try (Container one = Container.of(Titles.class)) {
            Titles first = one.get(Titles.class);
            first.find(1);
            first.find(2);
            try (Container two = Container.of(Titles.class)) {
                Titles second = two.get(Titles.class);
                second.find(2);

                assertThat(List.of(first.find(1), first.find(2), second.find(2), second.find(1)))
                        .containsExactly(1, 2, 1, 2);
            }
            assertThat(first.find(2)).isEqualTo(2);
        }
    }
}
