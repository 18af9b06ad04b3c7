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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many methods, of several owners, and objects that are not the ones that were there before. */
class KnownMethodsTest {

    /** More of them than the table has places for at first. */
    private static final List<Method> METHODS = List.of(Arrays.class.getMethods());

    private final Object owner = new Object();
    private final Object other = new Object();

    @AfterEach
    void forget() {
        KnownMethods.forget(Set.of(owner, other));
    }

    private static Map<Method, CachedMethod> addAll(
            Collection<Method> methods, Object owner, CacheOperation operation) {
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

    private static void assertFound(Map<Method, CachedMethod> added, Object owner, CacheOperation operation) {
        added.forEach((method, found) ->
                assertThat(KnownMethods.find(method, owner, operation)).isSameAs(found));
    }

    @Test
    void find_manyMethods_findsEach() {
        Map<Method, CachedMethod> added = addAll(METHODS, owner, CacheOperation.CACHED);

        assertThat(added).hasSizeGreaterThan(64);
        assertFound(added, owner, CacheOperation.CACHED);
    }

    @Test
    void find_ofAnotherOwnerOrOperation_findsThatOne() {
        Map<Method, CachedMethod> cached = addAll(METHODS, owner, CacheOperation.CACHED);
        Map<Method, CachedMethod> evicting = addAll(METHODS, owner, CacheOperation.EVICT);
        Map<Method, CachedMethod> others = addAll(METHODS, other, CacheOperation.CACHED);

        assertFound(cached, owner, CacheOperation.CACHED);
        assertFound(evicting, owner, CacheOperation.EVICT);
        assertFound(others, other, CacheOperation.CACHED);
        assertThat(KnownMethods.find(METHODS.get(0), other, CacheOperation.EVICT))
                .isNull();
        assertThat(KnownMethods.find(METHODS.get(0), new Object(), CacheOperation.CACHED))
                .isNull();
        assertThat(KnownMethods.find(METHODS.get(0), null, CacheOperation.CACHED))
                .isNull();
    }

    @Test
    void add_withAnotherObjectForTheSameMethod_keepsTheFirst() {
        Map<Method, CachedMethod> added = addAll(METHODS, owner, CacheOperation.CACHED);
        int size = KnownMethods.size();

        for (Method again : Arrays.class.getMethods()) {
            KnownMethods.add(again, owner, CacheOperation.CACHED, added.get(again));
            assertThat(KnownMethods.find(again, owner, CacheOperation.CACHED)).isNull();
        }

        assertThat(KnownMethods.size()).isEqualTo(size);
        assertFound(added, owner, CacheOperation.CACHED);
    }

    @Test
    void forget_ofOneOwner_leavesThoseOfOthers() {
        int before = KnownMethods.size();
        Map<Method, CachedMethod> added = addAll(METHODS, owner, CacheOperation.CACHED);
        Map<Method, CachedMethod> others = addAll(METHODS, other, CacheOperation.CACHED);

        KnownMethods.forget(Set.of(owner));

        assertThat(KnownMethods.size()).isEqualTo(before + METHODS.size());
        assertFound(others, other, CacheOperation.CACHED);
        assertThat(KnownMethods.find(METHODS.get(0), owner, CacheOperation.CACHED))
                .isNull();
        added.forEach((method, found) -> KnownMethods.add(method, owner, CacheOperation.CACHED, found));
        assertFound(added, owner, CacheOperation.CACHED);
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
