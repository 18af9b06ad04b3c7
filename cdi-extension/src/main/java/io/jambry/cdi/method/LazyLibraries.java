// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The libraries of lazy results that are there. */
final class LazyLibraries {

    private static final List<LazyResults> PRESENT =
            ServiceLoader.load(LazyResults.class, LazyResults.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(LazyLibraries::isPresent)
                    .toList();

    private LazyLibraries() {}

    private static boolean isPresent(LazyResults results) {
        try {
            return !results.type().isPrimitive();
        } catch (LinkageError missing) {
            return false;
        }
    }

    /** The library that a type of results belongs to; empty if it is not a lazy one. */
    static Optional<LazyResults> of(Class<?> type) {
        return PRESENT.stream().filter(results -> results.type() == type).findFirst();
    }
}
