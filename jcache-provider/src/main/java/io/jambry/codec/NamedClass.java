// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.ClassFilter;
import java.io.IOException;

/** A class found by a name that came from the store: loaded, never initialised, and its name fit for a message. */
final class NamedClass {

    private static final int LONGEST_NAME = 500;

    private NamedClass() {}

    static Class<?> find(String name, ClassLoader loader) {
        if (name.length() > LONGEST_NAME || !name.chars().allMatch(NamedClass::fitsName)) {
            throw new MalformedException("a class name of " + name.length() + " characters that is none");
        }
        try {
            return Class.forName(name, /* initialize= */ false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new MalformedException("class " + name + " cannot be loaded by the loader of the cache manager");
        }
    }

    /** Lets an allowed class pass; nothing of it has run before. */
    static void require(Class<?> type, ClassFilter classes) {
        try {
            classes.require(type);
        } catch (IOException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean fitsName(int unit) {
        return unit == '.'
                || unit == '-'
                || (Character.isJavaIdentifierPart(unit) && !Character.isIdentifierIgnorable(unit));
    }
}
