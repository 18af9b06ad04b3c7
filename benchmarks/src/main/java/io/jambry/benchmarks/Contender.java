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

        /** What has to be done before each call and is not measured; only for calls that are worth a slice each. */
        default void before() {
            // nothing
        }

        /** Whether each call is a slice of its own. */
        default boolean isLong() {
            return false;
        }
    }

    /** Removing a hundred thousand entries, which are written anew before each call. */
    record Clearing(Runnable clear) implements Operation {

        @Override
        public Object run(Cursor cursor) {
            clear.run();
            return cursor;
        }

        @Override
        public void before() {
            RawJedis.fill();
        }

        @Override
        public boolean isLong() {
            return true;
        }
    }

    static IllegalArgumentException unknown(Contender contender, String name) {
        return new IllegalArgumentException(contender.getClass().getSimpleName() + " has no operation '" + name + "'");
    }
}
