// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * A class of the application's that a setting of a cache names.
 *
 * @param name of the class
 * @param cacheName whose setting it is
 * @param setting the key of the setting
 * @param loader finds the class
 */
record ApplicationClass(String name, String cacheName, String setting, ClassLoader loader) {

    /**
     * Makes an object of it, by a constructor without parameters.
     *
     * @param type what it must be
     * @throws ConfigurationException if there is no such class, or it cannot be constructed
     */
    <T> T make(Class<T> type) {
        return made(type, null, null);
    }

    /**
     * Makes an object of it, by a constructor with what is given, else by one without parameters.
     *
     * @param type what it must be
     * @param parameterType the type of what is given
     * @param parameter what is given; null if there is nothing
     * @throws ConfigurationException if there is no such class, or it cannot be constructed
     */
    <T, P> T make(Class<T> type, Class<P> parameterType, @Nullable P parameter) {
        return made(type, parameterType, parameter);
    }

    private <T> T made(Class<T> type, @Nullable Class<?> parameterType, @Nullable Object parameter) {
        try {
            Class<?> found = Class.forName(name, /* initialize= */ false, loader);
            // looked at before the class is initialized: a name in a URL must not start just any code
            if (!type.isAssignableFrom(found)) {
                throw refused("does not implement " + type.getName(), null);
            }
            if (parameter != null) {
                try {
                    return type.cast(found.getConstructor(parameterType).newInstance(parameter));
                } catch (NoSuchMethodException e) {
                    // then without
                }
            }
            return type.cast(found.getConstructor().newInstance());
        } catch (ClassNotFoundException | LinkageError e) {
            throw refused("the class loader of this cache manager does not find", e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw refused("has no public constructor " + wanted(parameterType, parameter), e);
        } catch (InvocationTargetException e) {
            throw refused("could not be constructed", e);
        }
    }

    private static String wanted(@Nullable Class<?> parameterType, @Nullable Object parameter) {
        String without = "without parameters";
        return parameterType == null
                ? without
                : "with a " + parameterType.getSimpleName()
                        + (parameter == null ? ", of which there is none here," : ",") + " or " + without;
    }

    private ConfigurationException refused(String why, @Nullable Throwable cause) {
        return new ConfigurationException(
                "cache '" + cacheName + "': setting 'jambry.caches." + cacheName + "." + setting + "' names " + name
                        + ", which " + why,
                cause);
    }
}
