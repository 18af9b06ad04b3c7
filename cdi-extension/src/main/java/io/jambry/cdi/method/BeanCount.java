// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** Tells at deployment how many beans there are to choose from. */
@FunctionalInterface
public interface BeanCount {

    /** How many beans an injection point of the type could get: 0, 1, or more for an ambiguous one. */
    int of(Class<?> type);
}
