// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that no class loader finds. */
public final class PrimitiveTypes {

    private static final Map<String, Class<?>> BY_NAME = Map.of(
            "boolean", boolean.class,
            "byte", byte.class,
            "char", char.class,
            "short", short.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class,
            "void", void.class);

    private PrimitiveTypes() {}

    /** The type of a name, or null. */
    public static @Nullable Class<?> named(String name) {
        return BY_NAME.get(name);
    }
}
