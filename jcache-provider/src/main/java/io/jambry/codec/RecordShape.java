// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** How a record class is taken apart and made again. Thread-safe. */
final class RecordShape {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Method[] accessors;
    private final Class<?>[] types;
    private final Constructor<?> constructor;

    private RecordShape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        accessors = new Method[components.length];
        types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            accessors[i] = components[i].getAccessor();
            types[i] = components[i].getType();
            accessors[i].trySetAccessible();
        }
        try {
            constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record " + type.getName() + " has no canonical constructor", e);
        }
        constructor.trySetAccessible();
    }

    static RecordShape of(Class<?> recordType) {
        return SHAPES.get(recordType);
    }

    int size() {
        return accessors.length;
    }

    @Nullable
    Object component(Object instance, int index) {
        try {
            return accessors[index].invoke(instance);
        } catch (ReflectiveOperationException e) {
            throw new UnfitKeyException(
                    "holds a record " + instance.getClass().getName() + " whose component '"
                            + accessors[index].getName() + "' cannot be read",
                    e);
        }
    }

    Object make(@Nullable Object[] components) {
        String name = constructor.getDeclaringClass().getName();
        if (components.length != types.length) {
            throw new MalformedException(
                    "record " + name + " has " + types.length + " components, not " + components.length);
        }
        @Nullable Object[] arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = DeclaredForm.fit(components[i], types[i]);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new MalformedException("record " + name + " refuses its components");
        }
    }
}
