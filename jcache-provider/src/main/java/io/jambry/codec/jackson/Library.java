// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.ConfigurationException;

/**
 * A part of Jackson that need not be on the class path unless its codec is used.
 *
 * @param codec the codec that needs it
 * @param className a class of it
 * @param coordinate where it is found
 */
record Library(String codec, String className, String coordinate) {

    /**
     * Looks for it.
     *
     * @throws ConfigurationException if it is missing; the message tells what to add
     */
    void require() {
        try {
            Class.forName(className, /* initialize= */ false, Library.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ConfigurationException(
                    "codec '" + codec + "' needs Jackson 3, of which a part is not on the class path; add " + coordinate
                            + " (3.3 or later) beside Jambry, or use another codec",
                    e);
        }
    }
}
