// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of settings that somebody has set, among them those that are unknown.
 *
 * @param set as they are written in properties, or in the environment
 */
record SettingNames(Collection<String> set) {

    private static final String PREFIX = "jambry.cdi.";
    private static final String CACHE = PREFIX + "cache.";
    private static final String METHOD = PREFIX + "method.";

    private static final List<String> GLOBAL = List.of(
            "after-commit",
            "auto-create",
            "close-manager",
            "combine",
            "copy-from-interfaces",
            "enabled",
            "evict-failure",
            "foreign-interceptors",
            "health",
            "lock",
            "lock-timeout",
            "priority",
            "unfit-keys",
            "unfit-results");

    /** What can be set for a method, or for all that use a cache. */
    private static final List<String> SINGLE = List.of(
            "after-commit",
            "early-refresh",
            "eviction",
            "jitter",
            "lock",
            "lock-timeout",
            "max-entries",
            "null-ttl",
            "scope",
            "sliding",
            "ttl",
            "version");

    /** What Kubernetes sets in every pod when some service is called jambry-cdi or jambry-cdi-…. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("JAMBRY_CDI_(\\w+_)?(SERVICE_(HOST|PORT)(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");

    /** Throws {@link CacheAnnotationException} for those that are unknown, with the names that were probably meant. */
    void requireKnown() {
        List<String> unknown = new TreeSet<>(set)
                .stream().flatMap(name -> complaint(name).stream()).toList();
        if (!unknown.isEmpty()) {
            throw new CacheAnnotationException(String.join("; ", unknown));
        }
    }

    /** Refuses to read what {@link #requireKnown} would refuse to be set. */
    static String requireSingle(String key) {
        if (!SINGLE.contains(key)) {
            throw new IllegalStateException("setting '" + key + "' is not in the list of those that methods have");
        }
        return key;
    }

    private static Optional<String> complaint(String name) {
        if (name.startsWith(PREFIX)) {
            return isKnown(name) ? Optional.empty() : Optional.of(unknown(name, nearest(name, candidates(name))));
        }
        String variables = JvmSettings.variable(PREFIX);
        if (!name.startsWith(variables) || SERVICE_LINK.matcher(name).matches() || isKnownVariable(name)) {
            return Optional.empty();
        }
        return Optional.of(unknown(
                name, nearest(name, GLOBAL.stream().map(key -> JvmSettings.variable(PREFIX + key)))));
    }

    private static String unknown(String name, String nearest) {
        return "unknown setting '" + name + "'; the nearest known one is '" + nearest + "'";
    }

    private static boolean isKnown(String name) {
        String key = name.substring(PREFIX.length());
        return GLOBAL.contains(key)
                || (isOf(name, CACHE) && endsWithSingle(name, "."))
                || (isOf(name, METHOD + "\"") && endsWithSingle(name, "\"."));
    }

    private static boolean isKnownVariable(String name) {
        return GLOBAL.stream().anyMatch(key -> name.equals(JvmSettings.variable(PREFIX + key)))
                || ((isOf(name, JvmSettings.variable(CACHE)) || isOf(name, JvmSettings.variable(METHOD)))
                        && SINGLE.stream().anyMatch(key -> name.endsWith("_" + JvmSettings.variable(key))));
    }

    private static boolean isOf(String name, String prefix) {
        return name.startsWith(prefix) && name.length() > prefix.length();
    }

    private static boolean endsWithSingle(String name, String before) {
        return SINGLE.stream().anyMatch(key -> name.endsWith(before + key));
    }

    private static Stream<String> candidates(String name) {
        String owner = name.substring(0, name.lastIndexOf('.') + 1);
        Stream<String> global = GLOBAL.stream().map(PREFIX::concat);
        return isOf(owner, CACHE) || isOf(owner, METHOD)
                ? Stream.concat(global, SINGLE.stream().map(owner::concat))
                : global;
    }

    private static String nearest(String name, Stream<String> candidates) {
        return candidates
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** How many characters have to be put in, taken out or replaced. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
