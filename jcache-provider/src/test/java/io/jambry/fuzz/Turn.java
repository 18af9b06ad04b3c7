// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/** How everything that is called during one operation behaves. */
record Turn(
        Answer creation,
        Answer update,
        Answer access,
        Loading loading,
        Writing writing,
        boolean listenerFails,
        boolean filterFails) {

    /** What a loader does. */
    enum Loading {
        VALUE,
        SOME,
        NOTHING,
        FAIL,
        /** Throws the loader's own exception. */
        FAIL_KNOWN;

        boolean fails() {
            return this == FAIL || this == FAIL_KNOWN;
        }
    }

    /** What a writer does. */
    enum Writing {
        ALL,
        /** Of many: does some, leaves the others in the collection and returns. */
        SOME,
        /** Of many: does some, leaves the others in the collection and throws. */
        SOME_THEN_FAIL,
        FAIL,
        /** Throws the writer's own exception. */
        FAIL_KNOWN
    }

    /** Nothing unusual. */
    static final Turn CALM =
            new Turn(Answer.ETERNAL, Answer.NULL, Answer.NULL, Loading.NOTHING, Writing.ALL, false, false);
}
