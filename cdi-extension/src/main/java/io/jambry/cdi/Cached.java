// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

import io.jambry.function.CacheLock;
import io.jambry.spi.Eviction;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Results of the method, or of all public methods of the class that return something, are kept in a cache.
 *
 * <p>The key is the only parameter as it is, or all parameters together where there are several, or none; those with
 * {@link javax.cache.annotation.CacheKey} alone where there are any, never those with {@link CacheKeyExclude}. Results may be plain,
 * {@code Optional} (kept as what it holds) or {@code CompletionStage} (kept when it is done).
 *
 * <p>Each value may be set otherwise without a change of the code: {@code jambry.cdi.method."Class/method".ttl} for one
 * method, {@code jambry.cdi.cache.name.ttl} for all that use a cache. A method goes before a cache, and both go before what
 * is written here.
 */
@Documented
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Cached {

    /**
     * The name of the cache.
     *
     * @return if empty, the cache is called after the method and the types of its parameters
     */
    @Nonbinding
    String cache() default "";

    /**
     * How long a result lives: 500ms, 10s, 5m, 1h, 2d or PT10S.
     *
     * @return if empty, the cache decides
     */
    @Nonbinding
    String ttl() default "";

    /**
     * Makes each read of a result give it its {@link #ttl} again. It needs that, and cannot be had with {@link #nullTtl}, or in a cache that
     * keeps values near.
     *
     * @return whether to do so
     */
    @Nonbinding
    boolean sliding() default false;

    /**
     * By how many per cent, at most, a time to live set here is made shorter at random.
     *
     * @return 0 to 100
     */
    @Nonbinding
    int jitter() default 0;

    /**
     * How long it is remembered that the method returned null or an empty {@code Optional}.
     *
     * @return if empty, it is not
     */
    @Nonbinding
    String nullTtl() default "";

    /**
     * Asked before each call; where it says no, the method is called as if it had no annotation.
     *
     * @return a bean, or a class with a public constructor without arguments; the interface itself stands for none
     */
    @Nonbinding
    Class<? extends CallCondition> when() default CallCondition.class;

    /**
     * Asked for each result but null; where it says yes, the result is not stored.
     *
     * @return a bean, or a class with a public constructor without arguments; the interface itself stands for none
     */
    @Nonbinding
    Class<? extends ResultCondition> unless() default ResultCondition.class;

    /**
     * Changed when results have another meaning than before: they are kept apart, in the cache {@code name@version}.
     *
     * @return if empty, no version is kept
     */
    @Nonbinding
    String version() default "";

    /**
     * What callers do that miss the same key at the same time.
     *
     * @return in this JVM one calls, if nothing is said
     */
    @Nonbinding
    CacheLock lock() default CacheLock.LOCAL;

    /**
     * How long callers wait for each other; one that waited in vain calls the method, and does not store its result.
     *
     * @return if empty, as setting {@code jambry.cdi.lock-timeout} says, which is 10s unless set
     */
    @Nonbinding
    String lockTimeout() default "";

    /**
     * Makes results anew in the background before they expire, so that nobody waits for them, the earlier the longer the method takes.
     *
     * @return as {@link io.jambry.function.FunctionCache#earlyRefresh}: 1 is a good choice, 0 does not
     */
    @Nonbinding
    double earlyRefresh() default 0;

    /**
     * Names under which results can be evicted together, in whichever caches they are, by {@link CacheEvict#tag}: such as
     * {@code "books"} or {@code "author:{0}"}, where a number in braces stands for that parameter of the method, counted from 0.
     *
     * @return any number; with some, the cache holds results with something around them, which only this library takes off
     */
    @Nonbinding
    String[] tags() default {};

    /**
     * How many results are kept at most, on a server. All methods that limit one cache must say the same; those that say nothing join them.
     *
     * @return if 0, there is no limit but what is set for the cache
     */
    @Nonbinding
    int maxEntries() default 0;

    /**
     * Which result makes room for another one where there is {@link #maxEntries}.
     *
     * @return the one that was used the longest time ago, if nothing is said
     */
    @Nonbinding
    Eviction eviction() default Eviction.LRU;

    /**
     * Whether the results are kept in the cache, with those of other methods, or in one of their own.
     *
     * @return in the cache, if nothing is said
     */
    @Nonbinding
    CacheScope scope() default CacheScope.CACHE;
}
