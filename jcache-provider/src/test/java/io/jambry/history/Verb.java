// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

/** What an operation asks for. A truth is answered as {@code true} or {@code false}, no value and no answer as null. */
public enum Verb {
    /** Answers the value. */
    GET(0),
    /** Answers whether there is a value. */
    CONTAINS_KEY(0),
    /** Stores a value; answers nothing. */
    PUT(1),
    /** Stores a value if there is none; answers whether it did. */
    PUT_IF_ABSENT(1),
    /** Stores a value if there is one; answers whether it did. */
    REPLACE(1),
    /** Stores the second value if the first is there; answers whether it did. */
    REPLACE_IF_EQUAL(2),
    /** Removes the value; answers whether there was one. */
    REMOVE(0),
    /** Removes the value if it is the given one; answers whether it did. */
    REMOVE_IF_EQUAL(1),
    /** Stores a value; answers the one before. */
    GET_AND_PUT(1),
    /** Stores a value if there is one; answers the one before. */
    GET_AND_REPLACE(1),
    /** Removes the value; answers it. */
    GET_AND_REMOVE(0),
    /** Appends to the text by an entry processor, to nothing if there is none; answers the new text. */
    APPEND(1),
    /** Adds to the number, to 0 if there is none, by an entry processor or one command; answers the sum. */
    INCREMENT(1),
    /** Asks for a lease; answers its fence, or null if another one holds it. */
    ACQUIRE(0),
    /** Gives back the lease of a fence; answers whether it was held. */
    RELEASE(1),
    /** Not asked for by a client: the lease of a fence may end by itself from here on. Always of unknown outcome. */
    LAPSE(1);

    private final int arguments;

    Verb(int arguments) {
        this.arguments = arguments;
    }

    int arguments() {
        return arguments;
    }
}
