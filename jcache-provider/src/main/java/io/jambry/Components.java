// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Objects of the application's that a setting asks for, in order: all named by their classes, or all given as they are.
 *
 * @param <T> what they must be
 */
record Components<T>(List<Component<T>> parts) {

    Components {
        parts = List.copyOf(parts);
    }

    static <T> Components<T> given(List<? extends T> objects) {
        return new Components<>(objects.stream().map(Component::<T>given).toList());
    }

    /** The same with an object of each named class. */
    Components<T> made(Setting<?> setting, Class<T> type, ClassLoader loader) {
        return new Components<>(
                parts.stream().map(part -> part.made(setting, type, loader)).toList());
    }

    /** The objects, if all were given or made. */
    Optional<List<T>> objects() {
        List<T> objects = parts.stream().flatMap(part -> part.object().stream()).toList();
        return Optional.of(objects).filter(all -> all.size() == parts.size());
    }

    /** The names of the classes. */
    String text() {
        return parts.stream().map(Component::text).collect(Collectors.joining(", "));
    }

    /** What {@code Properties} have of them: the names if they have been named, else the list of objects. */
    Object property() {
        List<Object> each = parts.stream().map(Component::property).toList();
        return each.stream().allMatch(String.class::isInstance) ? text() : each;
    }

    /** The names of the classes: what the objects say of themselves may be secret. */
    @Override
    public String toString() {
        return text();
    }
}
