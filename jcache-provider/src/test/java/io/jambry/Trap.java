// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The correctness traps of a cache over a remote store that a test guards against.
 *
 * <p>The numbers are the rows of {@code docs/conformance.md}, "The 63 traps". On a class it speaks for all its tests.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Trap {

    /** The first number. */
    int FIRST = 1;

    /** The last number. */
    int LAST = 63;

    /**
     * Names the traps.
     *
     * @return their numbers, from {@link #FIRST} to {@link #LAST}
     */
    int[] value();
}
