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
 * The entry under the key of the parameters, as {@link Cached} makes it, is removed after the method has succeeded. If that fails, the
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
}
