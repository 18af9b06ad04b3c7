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
 * The method is always called, and what it returns is stored under the key of its parameters, as {@link Cached} makes it. Null removes the
 * entry; what cannot be stored removes it, too. A method that throws changes nothing.
 */
@Documented
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CacheUpdate {

    /**
     * The name of the cache.
     *
     * @return if empty, the cache is called after the method and the types of its parameters
     */
    @Nonbinding
    String cache() default "";

    /**
     * How long the result lives.
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
     * Which version of the cache is meant, see {@link Cached#version}.
     *
     * @return if empty, none
     */
    @Nonbinding
    String version() default "";

    /**
     * Names under which results can be evicted together, in whichever caches they are, by {@link CacheEvict#tag}: such as
     * {@code "books"} or {@code "author:{0}"}, where a number in braces stands for that parameter of the method, counted from 0.
     *
     * @return any number; with some, the cache holds results with something around them, which only this library takes off
     */
    @Nonbinding
    String[] tags() default {};

    /**
     * In a JTA transaction, stores the result when it has committed, and not at all when it is rolled back.
     *
     * @return false to store at once
     */
    @Nonbinding
    boolean afterCommit() default true;
}
