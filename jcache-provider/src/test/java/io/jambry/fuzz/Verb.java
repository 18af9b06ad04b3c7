// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/** The operations. */
enum Verb {
    GET(6),
    GET_ALL(3),
    CONTAINS_KEY(2),
    PUT(10),
    GET_AND_PUT(5),
    PUT_ALL(5),
    PUT_IF_ABSENT(6),
    REPLACE(4),
    GET_AND_REPLACE(4),
    REPLACE_EXACTLY(6),
    REMOVE(4),
    REMOVE_EXACTLY(5),
    GET_AND_REMOVE(4),
    REMOVE_KEYS(4),
    REMOVE_ALL(2),
    CLEAR(1),
    ITERATE(4),
    INVOKE(12),
    INVOKE_ALL(6),
    LOAD_ALL(5),
    REGISTER(2),
    DEREGISTER(2),
    NULLS(2),
    /** Last of all: everything on the closed cache. */
    CLOSED(0);

    /** How often it occurs, beside the others. */
    final int weight;

    Verb(int weight) {
        this.weight = weight;
    }

    boolean writesMany() {
        return this == PUT_ALL || this == REMOVE_KEYS || this == REMOVE_ALL;
    }
}
