// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.fory;

import io.jambry.spi.ClassFilter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.apache.fory.resolver.TypeChecker;
import org.apache.fory.resolver.TypeResolver;
import org.jspecify.annotations.Nullable;

/** Asks the filter for each class that Fory names, before Fory loads it. Confined to one thread. */
final class NameChecker implements TypeChecker {

    private final ClassFilter classes;
    private final ClassLoader loader;
    private @Nullable IOException refusal;

    NameChecker(ClassFilter classes, ClassLoader loader) {
        this.classes = classes;
        this.loader = loader;
    }

    /** Forgets what was refused before. */
    void begin() {
        refusal = null;
    }

    /** Why a class was refused, whatever Fory made of it. */
    @Nullable
    IOException refusal() {
        return refusal;
    }

    @Override
    public boolean checkType(TypeResolver resolver, String className) {
        try {
            Class<?> type = Class.forName(className, /* initialize= */ false, loader);
            classes.require(type);
            requireNoLoss(type);
            return true;
        } catch (IOException e) {
            refusal = e;
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            refusal = new IOException("a class in it is not on the class path, or it is damaged");
            return false;
        }
    }

    /** Of an exception, Fory keeps what every Throwable has, and no fields of its own. */
    private static void requireNoLoss(Class<?> type) throws IOException {
        for (Class<?> part = type;
                Throwable.class.isAssignableFrom(type) && part != null && part != Throwable.class;
                part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    throw new IOException("exception " + type.getName() + " has fields of its own, which Fory loses;"
                            + " use another codec, or keep it out of the value");
                }
            }
        }
    }
}
