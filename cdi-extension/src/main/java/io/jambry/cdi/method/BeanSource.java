// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.Optional;

/** Finds the beans that annotations name by their classes. Thread-safe. */
public interface BeanSource {

    /**
     * The bean of a class.
     *
     * @return empty if there is none
     * @throws io.jambry.cdi.CacheAnnotationException if there are several
     */
    <T> Optional<T> find(Class<T> type);

    /** The bean of a class, or else what its constructor without arguments makes. */
    default <T> T get(Class<T> type) {
        return find(type).orElseGet(() -> NoArguments.make(type));
    }
}
