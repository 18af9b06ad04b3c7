// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the variables {@code JAMBRY_…}: a key in upper case, with {@code _} for {@code .} and {@code -}. An empty variable
 * counts as unset, since a compose file cannot leave one out.
 */
final class EnvironmentSource {

    private static final String PREFIX = "JAMBRY_";
    private static final String DEFAULTS = PREFIX + "DEFAULTS_";
    private static final String CACHES = PREFIX + "CACHES_";

    /** What Kubernetes sets in every pod when some service is called jambry or jambry-…. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "JAMBRY_(\\w+_)?(SERVICE_(HOST|PORT)(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** Read by jambry-cdi and jambry-sessions. */
    private static final List<String> OTHER_MODULES = List.of(PREFIX + "CDI_", PREFIX + "SESSIONS_");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private EnvironmentSource() {}

    static List<Given> read(Map<String, String> environment) {
        List<Given> given = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (variable.startsWith(PREFIX)
                    && OTHER_MODULES.stream().noneMatch(variable::startsWith)
                    && !text.isEmpty()
                    && !isServiceLink(variable, text)) {
                given.addAll(Given.read(name(variable), text, "environment " + variable));
            }
        });
        return Given.urlFirst(given);
    }

    /** The variable for a key such as {@code timeout} or {@code defaults.ttl}. */
    static String variable(String key) {
        return PREFIX + CachePattern.environmentForm(key);
    }

    private static boolean isServiceLink(String variable, String text) {
        return SERVICE_LINK.matcher(variable).matches()
                || (variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(text).matches());
    }

    private static SettingName name(String variable) {
        for (Map.Entry<String, Setting<?>> global : Vocabulary.globals()) {
            if (variable.equals(variable(global.getKey()))) {
                return new SettingName(global.getValue(), CachePattern.ALL);
            }
        }
        for (Map.Entry<String, Setting<?>> ofCache : Vocabulary.ofCaches()) {
            if (variable.equals(variable(Vocabulary.DEFAULTS + ofCache.getKey()))) {
                return new SettingName(ofCache.getValue(), CachePattern.ALL);
            }
        }
        return ofOneCache(variable)
                .orElseThrow(() ->
                        Vocabulary.unknown(variable, "the environment", NearestKey.of(variable, known(variable))));
    }

    /** The longest key that the variable ends with leaves the name of the cache in front of it. */
    private static Optional<SettingName> ofOneCache(String variable) {
        if (!variable.startsWith(CACHES)) {
            return Optional.empty();
        }
        return Vocabulary.ofCaches().stream()
                .filter(row -> variable.endsWith("_" + CachePattern.environmentForm(row.getKey()))
                        && variable.length()
                                > CACHES.length() + 1 + row.getKey().length())
                .max(Comparator.comparingInt(row -> row.getKey().length()))
                .map(row -> new SettingName(
                        row.getValue(),
                        CachePattern.ofEnvironment(variable.substring(
                                CACHES.length(),
                                variable.length() - row.getKey().length() - 1))));
    }

    private static Set<String> known(String variable) {
        Set<String> known = new TreeSet<>();
        Vocabulary.globals().forEach(row -> known.add(variable(row.getKey())));
        Vocabulary.ofCaches().forEach(row -> {
            String key = CachePattern.environmentForm(row.getKey());
            known.add(DEFAULTS + key);
            if (variable.startsWith(CACHES)) {
                // as many words of the variable as the key has are taken for the key, the rest for the
                // cache
                String[] words = variable.substring(CACHES.length()).split("_");
                int ofCache = words.length - key.split("_").length;
                if (ofCache > 0) {
                    known.add(CACHES + String.join("_", Arrays.copyOf(words, ofCache)) + "_" + key);
                }
            }
        });
        return known;
    }
}
