// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import java.util.List;

/** Tells whether there is MicroProfile Config. Where its API is missing, no class that names it is loaded. */
final class MicroProfile {

    private MicroProfile() {}

    static List<Given> read(ClassLoader loader) {
        return isPresent() ? MicroProfileSource.read(loader) : List.of();
    }

    private static boolean isPresent() {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider", false, MicroProfile.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
