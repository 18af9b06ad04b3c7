// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.ClassFilter;
import org.jspecify.annotations.Nullable;

/** An enum constant as class name, dot and constant name. */
final class EnumText {

    private EnumText() {}

    static String of(Enum<?> constant) {
        return constant.getDeclaringClass().getName() + "." + constant.name();
    }

    /** Reads a constant of an enum that the filter lets pass; nothing of the enum runs before. */
    static Object parse(String text, ClassLoader loader, ClassFilter classes) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            throw new MalformedException("an enum constant without its class");
        }
        Class<?> type = NamedClass.find(text.substring(0, dot), loader);
        if (!type.isEnum()) {
            throw new MalformedException("class " + type.getName() + " is no enum");
        }
        NamedClass.require(type, classes);
        return constant(type, text.substring(dot + 1));
    }

    static Object constant(@Nullable Class<?> enumType, String name) {
        if (enumType != null) {
            for (Object constant : enumType.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
            throw new MalformedException("enum " + enumType.getName() + " has no such constant");
        }
        throw new MalformedException("no enum");
    }
}
