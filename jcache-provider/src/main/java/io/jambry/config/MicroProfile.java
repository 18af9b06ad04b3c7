// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import java.util.List;
import java.util.Set;

/** Tells whether there is MicroProfile Config. Where its API is missing, no class that names it is loaded. */
final class MicroProfile {

    private MicroProfile() {}

    static List<Given> read(ClassLoader loader, Set<String> variables) {
        return isPresent() ? MicroProfileSource.read(loader, variables) : List.of();
    }

    private static boolean isPresent() {
        try {
            Class.forName("org.eclipse.microprofile.config.ConfigProvider", false, MicroProfile.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
