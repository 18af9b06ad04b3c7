// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Results for a collection of keys are kept one by one, in entries that a {@link Cached} method with one such key shares.
 *
 * <p>The method has one parameter that is a {@code Collection}, {@code List} or {@code Set} of keys, and others only with
 * {@link CacheKeyExclude}. It returns a {@code Map} from keys to results, or a {@code List} with one result for each key in their
 * order. It is called once with the keys that are not in the cache, and not at all when all are.
 */
@Documented
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CachedBatch {

    /**
     * The name of the cache.
     *
     * @return if empty, the cache is called after the method and the types of its parameters
     */
    @Nonbinding
    String cache() default "";

    /**
     * How long a result lives.
     *
     * @return if empty, the cache decides
     */
    @Nonbinding
    String ttl() default "";

    /**
     * By how many per cent, at most, a time to live set here is made shorter at random.
     *
     * @return 0 to 100
     */
    @Nonbinding
    int jitter() default 0;

    /**
     * How long it is remembered that there is no result for a key.
     *
     * @return if empty, it is not
     */
    @Nonbinding
    String nullTtl() default "";

    /**
     * Which version of the cache is meant, see {@link Cached#version}.
     *
     * @return if empty, none
     */
    @Nonbinding
    String version() default "";

    /**
     * Names under which results can be evicted together, in whichever caches they are, by {@link CacheEvict#tag}: such as
     * {@code "books"} or {@code "author:{0}"}, where a number in braces stands for that parameter of the method, counted from 0, and of the keys for the one in question.
     *
     * @return any number; with some, the cache holds results with something around them, which only this library takes off
     */
    @Nonbinding
    String[] tags() default {};
}
