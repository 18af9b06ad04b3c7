// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.ConfigurationException;

/** A library that one codec, compressor or cipher needs, and that need not be there otherwise. */
public final class OptionalLibrary {

    private OptionalLibrary() {}

    /**
     * Looks for a library, and uses it once: a native part that does not load should tell so now and not with the first value.
     *
     * @param user who needs it, such as {@code compressor zstd}
     * @param className a class of it
     * @param coordinate where it is to be had, as {@code group:artifact}
     * @param use something of it
     * @throws ConfigurationException if it is missing or does not work here; the message tells what to add
     */
    public static void require(String user, String className, String coordinate, Runnable use) {
        try {
            Class.forName(className, /* initialize= */ false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ConfigurationException(
                    user + " needs " + coordinate + ", which is not on the class path; add it beside Jambry", e);
        }
        try {
            use.run();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new ConfigurationException(
                    user + ": " + coordinate + " is there, but it does not work on this platform (" + e
                            + "); take another version of it, or do without",
                    e);
        }
    }
}
