// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of the application's that a setting asks for: named by its class in text, given as it is in code.
 *
 * <p>Components that were named are equal when their names are, those that were given when they are the same object.
 *
 * <p>Immutable.
 *
 * @param <T> what it must be
 */
final class Component<T> {

    private final @Nullable String className;
    private final @Nullable T object;

    private Component(@Nullable String className, @Nullable T object) {
        this.className = className;
        this.object = object;
    }

    /** A component whose class is known and whose object is not made yet. */
    static <T> Component<T> named(String className) {
        return new Component<>(className, null);
    }

    static <T> Component<T> given(T object) {
        return new Component<>(null, object);
    }

    /** The same with an object of the named class; itself where there is an object. Refuses classes that will not do. */
    Component<T> made(Setting<?> setting, Class<T> type, ClassLoader loader) {
        if (object != null || className == null) {
            return this;
        }
        Class<?> found;
        try {
            found = Class.forName(className, /* initialize= */ false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw refused(setting, "the class loader of this cache manager does not find", e);
        }
        // looked at before the class is initialized: a name in a URL must not start just any code
        if (!type.isAssignableFrom(found)) {
            throw refused(setting, "does not implement " + type.getName(), null);
        }
        try {
            return new Component<>(className, type.cast(found.getConstructor().newInstance()));
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw refused(setting, "is not a public class with a public constructor without parameters", e);
        } catch (InvocationTargetException | LinkageError e) {
            throw refused(setting, "could not be constructed", e);
        }
    }

    private ConfigurationException refused(Setting<?> setting, String why, @Nullable Throwable cause) {
        return new ConfigurationException(
                "setting '" + setting + "' is '" + text() + "', which " + why
                        + "; name a public class that can be constructed without parameters",
                cause);
    }

    /** The object, if it was given or made. */
    Optional<T> object() {
        return Optional.ofNullable(object);
    }

    /** The name of the class. */
    String text() {
        return className == null ? requireNonNull(object).getClass().getName() : className;
    }

    /** What {@code Properties} have of it: the name if it has been named, else the object. */
    Object property() {
        return className == null ? requireNonNull(object) : className;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Component<?> that
                && Objects.equals(className, that.className)
                && (className != null || object == that.object);
    }

    @Override
    public int hashCode() {
        return className == null ? System.identityHashCode(object) : className.hashCode();
    }

    /** The name of the class: what the object says of itself may be secret. */
    @Override
    public String toString() {
        return text();
    }
}
