// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a class implements. */
public final class Interfaces {

    private Interfaces() {}

    /** All interfaces of a class, those of the classes above it and those that they extend. */
    public static Set<Class<?>> of(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Class<?> direct : owner.getInterfaces()) {
                if (all.add(direct)) {
                    all.addAll(of(direct));
                }
            }
        }
        return all;
    }
}
