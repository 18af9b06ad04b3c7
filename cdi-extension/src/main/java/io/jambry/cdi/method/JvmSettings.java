// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings from system properties, and else from the environment: in upper case, with {@code _} for what is neither letter nor digit. An
 * empty variable counts as unset.
 *
 * @param properties the properties, asked each time
 * @param environment the variables
 */
record JvmSettings(Properties properties, Map<String, String> environment) implements SettingSource {

    @Override
    public Optional<String> value(String key) {
        String set = properties.getProperty(key);
        return Optional.ofNullable(set == null ? environment.get(variable(key)) : set)
                .filter(text -> !text.isBlank());
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(properties.stringPropertyNames());
        environment.forEach((name, text) -> {
            if (!text.isBlank()) {
                names.add(name);
            }
        });
        return names;
    }

    /** The variable of the environment that a setting may be in. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
