// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.util.Set;

/** The classes that are allowed by name wherever they come from: value types of the JDK and of the clients people use. */
final class KnownClasses {

    private static final Set<String> NAMES = Set.of(
            // scalars and their roots
            "java.lang.Object",
            "java.io.Serializable",
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Number",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Enum",
            "java.lang.Record",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer",
            "java.lang.StackTraceElement",
            "java.lang.Throwable",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.math.MathContext",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            // small values; java.net.URL is missing because comparing two asks the DNS
            "java.util.UUID",
            "java.util.Locale",
            "java.util.Currency",
            "java.util.Date",
            "java.util.Calendar",
            "java.util.GregorianCalendar",
            "java.util.TimeZone",
            "java.util.SimpleTimeZone",
            "sun.util.calendar.ZoneInfo",
            "java.util.BitSet",
            "java.util.Optional",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.net.URI",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp",
            // collections; java.util.PriorityQueue and comparators are missing because sorting calls code on reading
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.Vector",
            "java.util.Stack",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.Hashtable",
            "java.util.Dictionary",
            "java.util.Properties",
            "java.util.IdentityHashMap",
            "java.util.EnumMap",
            "java.util.EnumSet$SerializationProxy",
            "java.util.RegularEnumSet",
            "java.util.JumboEnumSet",
            "java.util.AbstractMap$SimpleEntry",
            "java.util.AbstractMap$SimpleImmutableEntry",
            "java.util.CollSer",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$Set12",
            "java.util.ImmutableCollections$SetN",
            "java.util.ImmutableCollections$Map1",
            "java.util.ImmutableCollections$MapN",
            "java.util.Arrays$ArrayList",
            "java.util.Map$Entry",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentHashMap$Segment",
            "java.util.concurrent.ConcurrentSkipListMap",
            "java.util.concurrent.ConcurrentSkipListSet",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.CopyOnWriteArraySet",
            "java.util.concurrent.ConcurrentLinkedQueue",
            "java.util.concurrent.ConcurrentLinkedDeque",
            "java.util.concurrent.locks.ReentrantLock",
            "java.util.concurrent.locks.ReentrantLock$Sync",
            "java.util.concurrent.locks.ReentrantLock$NonfairSync",
            "java.util.concurrent.locks.AbstractQueuedSynchronizer",
            "java.util.concurrent.locks.AbstractOwnableSynchronizer",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptySet",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$SingletonList",
            "java.util.Collections$SingletonSet",
            "java.util.Collections$SingletonMap",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableSet",
            "java.util.Collections$UnmodifiableSortedSet",
            "java.util.Collections$UnmodifiableNavigableSet",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet",
            "java.util.Collections$UnmodifiableSortedMap",
            "java.util.Collections$UnmodifiableNavigableMap",
            "java.util.Collections$SynchronizedCollection",
            "java.util.Collections$SynchronizedList",
            "java.util.Collections$SynchronizedRandomAccessList",
            "java.util.Collections$SynchronizedSet",
            "java.util.Collections$SynchronizedMap",
            "java.util.Collections$SetFromMap",
            "java.util.Collections$ReverseComparator",
            "java.util.Collections$ReverseComparator2",
            "java.lang.String$CaseInsensitiveComparator",
            // what methods throw, which is cached where exceptions are
            "java.lang.Exception",
            "java.lang.RuntimeException",
            "java.lang.ArithmeticException",
            "java.lang.ClassCastException",
            "java.lang.IllegalArgumentException",
            "java.lang.IllegalStateException",
            "java.lang.IndexOutOfBoundsException",
            "java.lang.NullPointerException",
            "java.lang.NumberFormatException",
            "java.lang.SecurityException",
            "java.lang.UnsupportedOperationException",
            "java.io.IOException",
            "java.io.EOFException",
            "java.io.FileNotFoundException",
            "java.io.UncheckedIOException",
            "java.util.NoSuchElementException",
            "java.util.concurrent.TimeoutException",
            // methods without a result, whose absence is cached
            "io.jambry.function.Nothing",
            // results of methods that are cached by tags
            "io.jambry.function.Tagged",
            // Spring
            "org.springframework.cache.support.NullValue",
            "org.springframework.cache.interceptor.SimpleKey",
            "org.springframework.http.HttpHeaders",
            "org.springframework.util.LinkedCaseInsensitiveMap",
            "org.springframework.util.LinkedCaseInsensitiveMap$1",
            "org.springframework.util.LinkedMultiValueMap",
            "org.springframework.util.MultiValueMapAdapter",
            // Hibernate: keys, entries, read-write items, query results
            "org.hibernate.cache.internal.CacheKeyImplementation",
            "org.hibernate.cache.internal.BasicCacheKeyImplementation",
            "org.hibernate.cache.internal.NaturalIdCacheKey",
            "org.hibernate.cache.internal.NaturalIdCacheKey$NaturalIdCacheKeyBuilder",
            "org.hibernate.cache.internal.OldCacheKeyImplementation",
            "org.hibernate.cache.internal.OldNaturalIdCacheKey",
            "org.hibernate.cache.internal.QueryResultsCacheImpl$CacheItem",
            "org.hibernate.cache.spi.QueryKey",
            "org.hibernate.cache.spi.QuerySpacesHelper",
            "org.hibernate.cache.spi.entry.CollectionCacheEntry",
            "org.hibernate.cache.spi.entry.ReferenceCacheEntryImpl",
            "org.hibernate.cache.spi.entry.StandardCacheEntryImpl",
            "org.hibernate.cache.spi.entry.StructuredCacheEntry",
            "org.hibernate.cache.spi.support.AbstractReadWriteAccess$Item",
            "org.hibernate.cache.spi.support.AbstractReadWriteAccess$SoftLockImpl",
            "org.hibernate.engine.spi.TypedValue",
            "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl");

    /** Packages of value types alone, with their subpackages. */
    private static final Set<String> PACKAGES = Set.of("java.time.", "io.github.bucket4j.");

    /** Packages whose exceptions are values of an exception cache. */
    private static final Set<String> EXCEPTION_PACKAGES = Set.of("java.", "javax.cache.", "io.jambry.");

    private KnownClasses() {}

    static boolean contains(Class<?> type) {
        String name = type.getName();
        return NAMES.contains(name)
                || startsWithOne(name, PACKAGES)
                || (Throwable.class.isAssignableFrom(type) && startsWithOne(name, EXCEPTION_PACKAGES))
                || isJdkEnum(type);
    }

    private static boolean isJdkEnum(Class<?> type) {
        Class<?> constantType = type.isEnum() || type.getSuperclass() == null ? type : type.getSuperclass();
        return constantType.isEnum() && constantType.getName().startsWith("java.");
    }

    private static boolean startsWithOne(String name, Set<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
