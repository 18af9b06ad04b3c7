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
 * The entry under the key of the parameters, as {@link Cached} makes it, is removed after the method has succeeded; or all entries, or those with
 * a tag, or those that fit a pattern. If that fails, the
 * caller gets an exception, unless setting {@code jambry.cdi.evict-failure} says otherwise.
 */
@Documented
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CacheEvict {

    /**
     * The name of the cache.
     *
     * @return if empty, the cache is called after the method and the types of its parameters
     */
    @Nonbinding
    String cache() default "";

    /**
     * Removes all entries, whatever the parameters are.
     *
     * @return whether to do so
     */
    @Nonbinding
    boolean all() default false;

    /**
     * Evicts before the method is called, and so also when it fails.
     *
     * @return whether to do so
     */
    @Nonbinding
    boolean before() default false;

    /**
     * Which version of the cache is meant, see {@link Cached#version}.
     *
     * @return if empty, none
     */
    @Nonbinding
    String version() default "";

    /**
     * Evicts all results that have one of these {@link Cached#tags}, in whichever caches they are, instead of an entry of one cache: in one round
     * trip, however many there are. They are written as there.
     *
     * @return if empty, nothing is evicted by tags
     */
    @Nonbinding
    String[] tag() default {};

    /**
     * Removes all entries whose key is a text that fits: {@code *} stands for any characters, {@code ?} for any one, {@code \\} before one of
     * them for itself. All keys of the cache are walked over, page by page, so this is for caches of moderate size and for
     * rare events; {@link #tag} costs one round trip.
     *
     * @return if empty, nothing is removed by pattern
     */
    @Nonbinding
    String pattern() default "";

    /**
     * In a JTA transaction, evicts when it has committed, and not at all when it is rolled back. Until then, the methods that the transaction
     * calls do without the cache. What is evicted {@link #before} the method is evicted at once.
     *
     * @return false to evict as soon as the method has succeeded
     */
    @Nonbinding
    boolean afterCommit() default true;
}
