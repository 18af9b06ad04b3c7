// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the cache of a name from the default manager of the application:
 *
 * <pre>{@code
 * @Inject @CacheName("books") Cache<Long, Book> books;
 * }</pre>
 *
 * <p>A cache that does not exist is created with the types of the injection point, unless {@code jambry.cdi.auto-create} is false. Into a bean
 * that is {@code Serializable}, one that is serializable is injected: it is found again by name and types where it is read.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface CacheName {

    /**
     * The name of the cache.
     *
     * @return any name
     */
    @Nonbinding
    String value();
}
