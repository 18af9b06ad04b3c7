// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.ManagerSettings;
import io.jambry.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All keys, and what they mean. */
final class Vocabulary {

    static final String PREFIX = "jambry.";
    static final String DEFAULTS = "defaults.";
    static final String CACHES = "caches.";

    static final Setting<?> URL = global("url");
    static final Setting<?> CONFIG = global("config");
    static final Setting<?> CONNECTION_NAME = global("connection-name");
    static final Setting<?> CREDENTIALS_PROVIDER = global("credentials-provider");

    static final Setting<?> NEAR_COPIER = ofCache("near-copier");
    static final Setting<?> CODEC = ofCache("codec");
    static final Setting<?> ENCRYPTION_KEYS = ofCache("encryption-keys");
    static final Setting<?> VALIDATORS = ofCache("validators");

    private static final Map<String, Setting<?>> GLOBAL =
            byKey(Stream.concat(ConnectionSettings.settings().stream(), ManagerSettings.settings().stream()));
    private static final Map<String, Setting<?>> CACHE = byKey(CacheSettings.settings().stream());

    private Vocabulary() {}

    private static Map<String, Setting<?>> byKey(Stream<Setting<?>> rows) {
        return rows.collect(Collectors.toMap(Setting::key, row -> row, (a, b) -> a, LinkedHashMap::new));
    }

    private static Setting<?> global(String key) {
        return Stream.concat(ConnectionSettings.settings().stream(), ManagerSettings.settings().stream())
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Setting<?> ofCache(String key) {
        return CacheSettings.settings().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static Set<Map.Entry<String, Setting<?>>> globals() {
        return GLOBAL.entrySet();
    }

    static Set<Map.Entry<String, Setting<?>>> ofCaches() {
        return CACHE.entrySet();
    }

    static boolean isOfCache(Setting<?> setting) {
        return CACHE.get(setting.key()) == setting;
    }

    /** Tells whether a key is a setting of the provider; those of other modules are read by them. */
    static boolean isOurs(String key) {
        return key.startsWith(PREFIX) && !key.startsWith(PREFIX + "cdi.");
    }

    /**
     * Says what a key means.
     *
     * @param written the key as the source has it; {@code jambry.} in front plays no part
     * @param source where it stands, for the message
     * @throws ConfigurationException if the key is unknown; the message names the nearest known one
     */
    static SettingName name(String written, String source) {
        String key = written.startsWith(PREFIX) ? written.substring(PREFIX.length()) : written;
        int dot = key.lastIndexOf('.');
        Setting<?> ofCache = CACHE.get(key.substring(dot + 1));
        if (GLOBAL.containsKey(key)) {
            return new SettingName(GLOBAL.get(key), CachePattern.ALL);
        }
        if (ofCache != null && key.startsWith(CACHES) && dot > CACHES.length()) {
            return new SettingName(ofCache, CachePattern.of(key.substring(CACHES.length(), dot)));
        }
        if (ofCache != null && key.startsWith(DEFAULTS) && dot == DEFAULTS.length() - 1) {
            return new SettingName(ofCache, CachePattern.ALL);
        }
        String prefix = written.startsWith(PREFIX) ? PREFIX : "";
        if ((PREFIX + key).equals(Jambry.MANAGER_ITSELF)) {
            throw new ConfigurationException("setting '" + written + "' in " + source
                    + " is no text: give the open io.jambry.Jambry itself, in the Properties of a new manager");
        }
        throw unknown(written, source, prefix + nearest(key));
    }

    static ConfigurationException unknown(String written, String source, String nearest) {
        return new ConfigurationException(
                "unknown setting '" + written + "' in " + source + "; the nearest known one is '" + nearest + "'");
    }

    private static String nearest(String key) {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        Map<String, String> meant = new TreeMap<>(); // what it may have been typed as, and the key it then is
        CACHE.keySet().forEach(name -> {
            meant.put(name, DEFAULTS + name);
            meant.put(DEFAULTS + name, DEFAULTS + name);
            if (last > first + 1) {
                String full = CACHES + key.substring(first + 1, last) + "." + name;
                meant.put(full, full);
            }
        });
        GLOBAL.keySet().forEach(name -> {
            meant.put(name, name);
            meant.put(DEFAULTS + name, name);
            if (last > first + 1) {
                meant.put(CACHES + key.substring(first + 1, last) + "." + name, name);
            }
        });
        return meant.getOrDefault(NearestKey.of(key, meant.keySet()), key);
    }

    /** The rows of all chapters, in the order of the documents. */
    static List<Setting<?>> all() {
        return Stream.concat(GLOBAL.values().stream(), CACHE.values().stream()).toList();
    }
}
