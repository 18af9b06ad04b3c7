// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

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

    private static boolean fitsName(int unit) {
        return unit == '.'
                || unit == '-'
                || (Character.isJavaIdentifierPart(unit) && !Character.isIdentifierIgnorable(unit));
    }
}
