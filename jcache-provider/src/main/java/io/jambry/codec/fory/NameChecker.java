// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.fory;

import io.jambry.spi.ClassFilter;
import java.io.IOException;
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
            classes.require(Class.forName(className, /* initialize= */ false, loader));
            return true;
        } catch (IOException e) {
            refusal = e;
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            refusal = new IOException("a class in it is not on the class path, or it is damaged");
            return false;
        }
    }
}
