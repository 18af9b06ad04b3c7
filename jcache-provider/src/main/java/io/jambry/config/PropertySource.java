// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import io.jambry.CredentialsProvider;
import io.jambry.Jambry;
import io.jambry.Setting;
import io.jambry.ValueCopier;
import io.jambry.spi.Codec;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueValidator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads the {@code Properties} of a manager and those of the JVM. Keys that do not begin with {@code jambry.} are foreign. */
final class PropertySource {

    private static final String PLACE = "the given Properties";
    private static final String ORIGIN = "Properties key ";
    private static final String CREDENTIALS_PROVIDER = Vocabulary.PREFIX + Vocabulary.CREDENTIALS_PROVIDER.key();

    private PropertySource() {}

    static List<Given> readGiven(Properties properties) {
        Map<String, String> texts = new TreeMap<>();
        List<Given> objects = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            texts.put(key, properties.getProperty(key, ""));
        }
        properties.forEach((key, value) -> {
            if (value instanceof CredentialsProvider && CREDENTIALS_PROVIDER.equals(key)) {
                objects.add(Given.ofObject(Vocabulary.name(CREDENTIALS_PROVIDER, PLACE), value, ORIGIN + key));
                texts.remove(key);
            } else if (key instanceof String name
                    && ((value instanceof ValueCopier && isOfCache(name, Vocabulary.NEAR_COPIER))
                            || (value instanceof Codec && isOfCache(name, Vocabulary.CODEC))
                            || (value instanceof KeyRing && isOfCache(name, Vocabulary.ENCRYPTION_KEYS)))) {
                objects.add(Given.ofObject(Vocabulary.name(name, PLACE), value, ORIGIN + name));
            } else if (value instanceof List<?> validators
                    && validators.stream().allMatch(ValueValidator.class::isInstance)
                    && key instanceof String name
                    && isOfCache(name, Vocabulary.VALIDATORS)) {
                objects.add(Given.ofObjects(Vocabulary.name(name, PLACE), validators, ORIGIN + name));
            } else if (value instanceof Jambry && Jambry.MANAGER_ITSELF.equals(key)) {
                // says all about the connection, and is read as a whole
            } else if (key instanceof String name && Vocabulary.isOurs(name)) {
                texts.put(name, text(name, value));
            }
        });
        objects.addAll(read(texts, PLACE, ORIGIN));
        return objects;
    }

    private static boolean isOfCache(String name, Setting<?> setting) {
        return name.startsWith(Vocabulary.PREFIX) && name.endsWith("." + setting.key());
    }

    static List<Given> readSystem(Map<String, String> systemProperties) {
        return read(new TreeMap<>(systemProperties), "the system properties", "system property ");
    }

    private static List<Given> read(Map<String, String> texts, String place, String origin) {
        List<Given> given = new ArrayList<>();
        texts.forEach((key, text) -> {
            if (Vocabulary.isOurs(key)) {
                given.addAll(Given.read(Vocabulary.name(key, place), text, origin + key));
            }
        });
        return Given.urlFirst(given);
    }

    private static String text(String key, Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Number
                || value instanceof Boolean
                || value instanceof Duration
                || value instanceof URI
                || value instanceof Path) {
            return value.toString();
        }
        throw new ConfigurationException("Properties key '" + key + "' has a value of class "
                + value.getClass().getName() + "; give it as text");
    }
}
