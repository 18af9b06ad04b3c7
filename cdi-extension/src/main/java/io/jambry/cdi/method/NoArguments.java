// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Objects of classes that have a public constructor without arguments. */
final class NoArguments {

    private NoArguments() {}

    static boolean canMake(Class<?> type) {
        try {
            return !Modifier.isAbstract(type.getModifiers())
                    && Modifier.isPublic(type.getConstructor().getModifiers());
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    static <T> T make(Class<T> type) {
        try {
            Constructor<T> constructor = type.getConstructor();
            constructor.trySetAccessible();
            return constructor.newInstance();
        } catch (InvocationTargetException failed) {
            throw new CacheAnnotationException(
                    "class " + type.getName() + ": its constructor failed", failed.getCause());
        } catch (ReflectiveOperationException unfit) {
            throw new CacheAnnotationException(
                    "class " + type.getName()
                            + " is no bean, and cannot be made without arguments: make it one of the two",
                    unfit);
        }
    }
}
