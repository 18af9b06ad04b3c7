// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Settings from MicroProfile Config. The only class that names it; where it is missing, none of it is loaded. */
final class MicroProfileSettings {

    private MicroProfileSettings() {}

    static Optional<SettingSource> find(ClassLoader loader) {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider",
                    false,
                    MicroProfileSettings.class.getClassLoader());
            return Optional.of(Reading.of(loader));
        } catch (ClassNotFoundException | LinkageError | IllegalStateException absent) {
            return Optional.empty();
        }
    }

    /** Loaded where the library is there. */
    private static final class Reading {

        private Reading() {}

        static SettingSource of(ClassLoader loader) {
            Config config = ConfigProvider.getConfig(loader);
            return new SettingSource() {
                @Override
                public Optional<String> value(String key) {
                    return config.getOptionalValue(key, String.class);
                }

                @Override
                public Set<String> names() {
                    Set<String> variables = System.getenv().keySet();
                    Set<String> names = new TreeSet<>();
                    for (String name : config.getPropertyNames()) {
                        String variable = JvmSettings.variable(name);
                        // of a variable, some implementations tell what it could be called otherwise
                        names.add(variables.contains(variable) ? variable : name);
                    }
                    return names;
                }
            };
        }
    }
}
