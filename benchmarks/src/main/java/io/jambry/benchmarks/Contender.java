// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** A column that can be run beside another one in the same process. */
interface Contender {

    /** Opens what is needed and prepares the entries. */
    void prepare();

    /** The operation of a name. */
    Operation operation(String name);

    /** Closes what was opened. */
    void close();

    /** One call. */
    interface Operation {
        Object run(Cursor cursor);
    }

    static IllegalArgumentException unknown(Contender contender, String name) {
        return new IllegalArgumentException(contender.getClass().getSimpleName() + " has no operation '" + name + "'");
    }
}
