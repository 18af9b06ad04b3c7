// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import io.jambry.ConfigurationException;

/** The library that the near cache needs, and that need not be there otherwise. */
public final class NearLibrary {

    private static final String CLASS = "com.github.benmanes.caffeine.cache.Caffeine";

    private NearLibrary() {}

    /**
     * Looks for it.
     *
     * @param cacheName the cache that needs it
     * @throws ConfigurationException if it is missing; the message tells what to add
     */
    public static void require(String cacheName) {
        try {
            Class.forName(CLASS, /* initialize= */ false, NearLibrary.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ConfigurationException(
                    "cache '" + cacheName + "': setting 'near' needs Caffeine, which is not on the class path; add"
                            + " com.github.ben-manes.caffeine:caffeine (3.1 or later) beside Jambry, or set near=off",
                    e);
        }
    }
}
