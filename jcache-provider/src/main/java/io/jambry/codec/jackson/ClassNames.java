// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.regex.Pattern;

/**
 * The classes that may be written and read, and their names. A class that came by name is loaded, but nothing of it runs
 * before the filter let it pass. Thread-safe.
 */
final class ClassNames {

    private static final int LONGEST_NAME = 500;
    private static final Pattern NAME =
            Pattern.compile("\\[*[\\p{Alpha}_$][\\p{Alnum}_$]*([.][\\p{Alpha}_$][\\p{Alnum}_$-]*)*;?");

    private static final String NO_NAME = "its bytes are damaged: what should be a class name is none";

    private final CodecContext context;

    ClassNames(CodecContext context) {
        this.context = context;
    }

    /** Lets an allowed class pass; refuses by an {@link UncheckedIOException}, for Jackson lets no other pass. */
    void require(Class<?> type) {
        try {
            context.classes().require(type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something of a class could run and the filter does not want it. */
    boolean refuses(Class<?> type) {
        if (type.isInterface() || (Modifier.isAbstract(type.getModifiers()) && !type.isEnum() && !type.isArray())) {
            return false;
        }
        try {
            context.classes().require(type);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Finds an allowed class. */
    Class<?> find(String name) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw RefusedValueException.unchecked(NO_NAME);
        }
        Class<?> type;
        try {
            type = Class.forName(name, /* initialize= */ false, context.loader());
        } catch (ClassNotFoundException | LinkageError e) {
            // a word alone may be content of something else
            throw RefusedValueException.unchecked(
                    name.indexOf('.') < 0 ? NO_NAME : "class " + name + " is not on the class path");
        }
        require(type);
        return type;
    }

    /** The name of the class a value is restored as. */
    static String of(Class<?> type) {
        Class<?> superclass = type.getSuperclass();
        return (superclass != null && superclass.isEnum() ? superclass : type).getName();
    }
}
