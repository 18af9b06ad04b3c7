// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

/** What the parts of an object are to it. */
enum Parts {

    /** Set one by one once it is there. */
    FIELDS(false, false),
    /** All given to the constructor. */
    COMPONENTS(true, false),
    /** Added one by one once it is there. */
    ELEMENTS(false, true),
    /** All needed to make it. */
    FIXED_ELEMENTS(true, true);

    private final boolean makeIt;
    private final boolean elements;

    Parts(boolean makeIt, boolean elements) {
        this.makeIt = makeIt;
        this.elements = elements;
    }

    boolean makeIt() {
        return makeIt;
    }

    boolean areElements() {
        return elements;
    }
}
