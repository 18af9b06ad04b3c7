// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the default manager of the application, as a {@code CacheManager} or as {@code Jambry}, or the structures and locks of its server:
 *
 * <pre>{@code
 * @Inject @Managed CacheManager caches;
 * @Inject @Managed Structures structures;
 * @Inject @Managed Locks locks;
 * }</pre>
 *
 * <p>A qualifier is needed because some servers have a {@code CacheManager} without one.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface Managed {}
