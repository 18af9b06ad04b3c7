// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

/** The words and signs of a key that is not plain text of the declared type. */
final class KeyGrammar {

    /** Begins a tagged key; doubled, it begins a plain text that itself begins with it. */
    static final char MARK = '~';

    static final char NULL = '-';
    static final char OPEN = '(';
    static final char CLOSE = ')';
    static final char NEXT = ',';
    static final char MAPS_TO = '=';
    static final char TEXT = ':';

    static final String WIDE = "w";
    static final String BYTES = "x";
    static final String ENUM = "enum";
    static final String RECORD = "rec";
    static final String PARAMETERS = "key";
    static final String CODEC = "jdk";
    static final String LIST = "list";
    static final String SET = "set";
    static final String MAP = "map";
    static final String ENTRY = "entry";
    static final String OPTIONAL = "opt";
    static final String ARRAY = "array";

    /** Deeper keys are mistakes, most likely cycles; every level costs stack on both sides. */
    static final int DEEPEST = 64;

    /** Longer keys are mistakes: each one crosses the network with every operation. Plain text keys are not bounded. */
    static final int LONGEST = 1 << 20;

    private KeyGrammar() {}

    /** Whether a byte inside a text has to stand behind the mark. */
    static boolean isSign(int b) {
        return b == MARK || b == OPEN || b == CLOSE || b == NEXT || b == MAPS_TO;
    }
}
