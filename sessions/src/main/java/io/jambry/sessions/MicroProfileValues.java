// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Settings from MicroProfile Config. The only class that names it; where it is missing, none of it is loaded. */
final class MicroProfileValues {

    private MicroProfileValues() {}

    /** What the configuration of a class loader says; nothing where there is none. */
    static Function<String, @Nullable String> of(ClassLoader loader) {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider", false, MicroProfileValues.class.getClassLoader());
            return Reading.of(loader);
        } catch (ClassNotFoundException | LinkageError | IllegalStateException absent) {
            return key -> null;
        }
    }

    /** Loaded where the library is there. */
    private static final class Reading {

        private Reading() {}

        static Function<String, @Nullable String> of(ClassLoader loader) {
            Config config = ConfigProvider.getConfig(loader);
            return key -> {
                Optional<String> value = config.getOptionalValue(key, String.class);
                return value.orElse(null);
            };
        }
    }
}
