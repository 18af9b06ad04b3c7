// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;

/**
 * Whether what Jackson writes of a class comes back as it was, if its members do. Asked once for each class;
 * nothing is certain unless an implementation says so.
 *
 * <p>Mechanism: each class answers for itself, and the classes of its members are asked when there are any. So a value whose
 * classes are all exact is exact, except where an object of a subclass stands in a member of a declared class that carries no
 * name. A class with a superclass that could be declared somewhere is therefore never exact.
 */
interface Exactness {

    /** Of a class that is no container. */
    default boolean ofValue(JavaType type, SerializationConfig config) {
        return false;
    }

    /** Of an array, whatever its elements are. */
    default boolean ofArray(JavaType type) {
        return false;
    }

    /** Of a collection or map, whatever its elements are. */
    default boolean ofContainer(JavaType type) {
        return false;
    }

    /** Of the keys of maps. */
    default boolean ofKey(JavaType type) {
        return false;
    }
}
