// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import com.google.protobuf.StringValue;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.cache.internal.BasicCacheKeyImplementation;
import org.hibernate.cache.internal.CacheKeyImplementation;
import org.hibernate.cache.internal.NaturalIdCacheKey;
import org.hibernate.cache.spi.QueryKey;
import org.hibernate.cache.spi.entry.CollectionCacheEntry;
import org.hibernate.cache.spi.entry.StandardCacheEntryImpl;
import org.hibernate.cache.spi.support.AbstractReadWriteAccess;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.cache.support.NullValue;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;

/** What Hibernate's second-level cache and Spring's cache abstraction store, and messages of Protocol Buffers. */
final class ClientKinds {

    private static final String HIBERNATE = "Hibernate 7";
    private static final String SPRING = "Spring 7";
    private static final String PROTOBUF = "Protocol Buffers";

    private ClientKinds() {}

    static List<Kind> all() {
        List<Kind> kinds = new ArrayList<>();
        addHibernate(kinds);
        addSpring(kinds);
        kinds.add(Kind.equal(PROTOBUF, "message of a generated class", StringValue.of("a")));
        kinds.add(new Kind(
                PROTOBUF,
                "message of a generated class named in `allow-classes`",
                StringValue.of("a"),
                "com.google.protobuf.*",
                Object::equals));
        return kinds;
    }

    private static void addHibernate(List<Kind> kinds) {
        Serializable[] state = {1L, "name", new java.sql.Timestamp(5), null, new Serializable[] {2, "part"}};
        Object entry = made(StandardCacheEntryImpl.class, state, "shop.Order", 3);
        kinds.add(Kind.shown(HIBERNATE, "entity: StandardCacheEntryImpl", entry));
        kinds.add(Kind.shown(
                HIBERNATE,
                "structured entity: HashMap",
                new HashMap<>(Map.of("_subclass", "shop.Order", "name", "a"))));
        kinds.add(Kind.shown(
                HIBERNATE, "collection: CollectionCacheEntry", made(CollectionCacheEntry.class, (Object) state)));
        kinds.add(Kind.shown(
                HIBERNATE,
                "read-write entity: AbstractReadWriteAccess.Item",
                made(AbstractReadWriteAccess.Item.class, entry, 3, 1_700_000_000_000L)));
        kinds.add(Kind.equal(
                HIBERNATE,
                "read-write lock: AbstractReadWriteAccess.SoftLockImpl",
                made(AbstractReadWriteAccess.SoftLockImpl.class, 1_700_000_000_000L, new UUID(1, 2), 7L, 3)));
        List<Object> rows = new ArrayList<>(Arrays.asList(new Object[] {1L, "a", null}, new Object[] {2L, "b", 0.5}));
        kinds.add(Kind.shown(
                HIBERNATE,
                "query results: QueryResultsCacheImpl.CacheItem",
                made(named("org.hibernate.cache.internal.QueryResultsCacheImpl$CacheItem"), 1_700_000_000_000L, rows)));
        kinds.add(Kind.equal(HIBERNATE, "update timestamp: Long", 1_700_000_000_000L));
        kinds.add(Kind.equal(
                HIBERNATE, "key: BasicCacheKeyImplementation", new BasicCacheKeyImplementation(17L, "shop.Order", 17)));
        kinds.add(Kind.equal(
                HIBERNATE,
                "key with tenant: CacheKeyImplementation",
                new CacheKeyImplementation(17L, "shop.Order", "tenant", 17)));
        kinds.add(Kind.equal(
                HIBERNATE,
                "natural key: NaturalIdCacheKey",
                new NaturalIdCacheKey(new Object[] {"isbn", 17L}, "shop.Book", "tenant", 17)));
        Object memento = made(
                named("org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl"),
                new Object[] {1L, "a"},
                17);
        kinds.add(Kind.equal(
                HIBERNATE,
                "query key: QueryKey",
                new QueryKey(
                        "select o from Order o", (QueryKey.ParameterBindingsMemento) memento, 0, 10, Set.of("f"))));
    }

    private static void addSpring(List<Kind> kinds) {
        kinds.add(Kind.of(SPRING, "null: NullValue", NullValue.INSTANCE, (a, b) -> a == b));
        kinds.add(Kind.equal(SPRING, "key: SimpleKey", new SimpleKey("a", 17L)));
        kinds.add(Kind.equal(SPRING, "key without parameters: SimpleKey.EMPTY", SimpleKey.EMPTY));
        LinkedMultiValueMap<String, String> multiple = new LinkedMultiValueMap<>();
        multiple.add("a", "b");
        multiple.add("a", "c");
        kinds.add(Kind.equal(SPRING, "LinkedMultiValueMap", multiple));
        HttpHeaders headers = new HttpHeaders();
        headers.add("Content-Type", "text/plain");
        headers.add("Set-Cookie", "a=b");
        // they hold a map that is an inner class of a map around it: whether that is one object again is not promised
        kinds.add(Kind.of(SPRING, "HttpHeaders", headers, Object::equals));
        kinds.add(Kind.of(
                SPRING,
                "ResponseEntity, not Serializable",
                ResponseEntity.ok().headers(headers).body("a"),
                Object::equals));
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Made by the constructor with as many parameters, which nobody outside may call. */
    private static Object made(Class<?> type, Object... arguments) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == arguments.length) {
                try {
                    constructor.setAccessible(true);
                    return constructor.newInstance(arguments);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(type.getName(), e);
                }
            }
        }
        throw new AssertionError(type + " has no constructor with " + arguments.length + " parameters");
    }
}
