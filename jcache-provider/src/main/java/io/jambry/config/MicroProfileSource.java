// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads {@code jambry.*} from MicroProfile Config. The only class that names it. */
final class MicroProfileSource {

    private MicroProfileSource() {}

    /**
     * What the configuration of the class loader says; nothing where only the API is on the class path.
     *
     * @param loader whose configuration to read
     * @param variables the names of the environment, which has been read already: implementations list them, too, in a
     *     spelling they guessed, such as {@code jambry.pool.size}
     */
    static List<Given> read(ClassLoader loader, Set<String> variables) {
        Optional<Config> config = find(loader);
        if (config.isEmpty()) {
            return List.of();
        }
        List<Given> given = new ArrayList<>();
        for (String key : keys(config.get(), variables)) {
            ConfigValue value = value(config.get(), key);
            if (value.getValue() != null && !value.getValue().isEmpty()) {
                String source = "MicroProfile Config " + key + " (" + value.getSourceName() + ")";
                given.addAll(Given.read(Vocabulary.name(key, "MicroProfile Config"), value.getValue(), source));
            }
        }
        return Given.urlFirst(given);
    }

    private static Optional<Config> find(ClassLoader loader) {
        try {
            return Optional.ofNullable(ConfigProvider.getConfig(loader));
        } catch (IllegalStateException noProvider) {
            return Optional.empty();
        }
    }

    /** The keys that some source lists, and those that a source may have without listing them. */
    private static Set<String> keys(Config config, Set<String> variables) {
        Set<String> keys = new TreeSet<>();
        Vocabulary.globals().forEach(row -> keys.add(Vocabulary.PREFIX + row.getKey()));
        Vocabulary.ofCaches().forEach(row -> keys.add(Vocabulary.PREFIX + Vocabulary.DEFAULTS + row.getKey()));
        for (String name : config.getPropertyNames()) {
            if (Vocabulary.isOurs(name)) {
                keys.add(name);
            }
        }
        keys.removeIf(key -> variables.contains(EnvironmentSource.variable(key.substring(Vocabulary.PREFIX.length()))));
        return keys;
    }

    private static ConfigValue value(Config config, String key) {
        try {
            return config.getConfigValue(key);
        } catch (RuntimeException failed) {
            throw new ConfigurationException("MicroProfile Config cannot say '" + key + "': correct it there", failed);
        }
    }
}
