// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CdiSettings;
import java.util.Optional;

/** MicroProfile Health, which need not be there; where it is missing, none of what names it is loaded. */
final class HealthLibrary {

    private HealthLibrary() {}

    /** The class of the readiness check; empty if the library is missing, or the check is off. */
    static Optional<Class<?>> readiness(CdiSettings settings) {
        if (!settings.health()) {
            return Optional.empty();
        }
        ClassLoader loader = HealthLibrary.class.getClassLoader();
        try {
            Class.forName("org.eclipse.microprofile.health.Readiness", /* initialize= */ false, loader);
            return Optional.of(Class.forName(
                    HealthLibrary.class.getPackageName() + ".ServerReadiness", /* initialize= */ false, loader));
        } catch (ClassNotFoundException | LinkageError absent) {
            return Optional.empty();
        }
    }
}
