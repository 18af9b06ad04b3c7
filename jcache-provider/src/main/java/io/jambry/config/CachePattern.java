// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which caches a setting is for.
 *
 * <p>The most specific pattern comes first in the order: a name before a name as the environment spells it, that before
 * wildcards, wildcards with more literal characters before those with fewer (then the one with the longer beginning, then
 * by text), and all caches last.
 *
 * @param kind how the text is meant
 * @param text the name or pattern, empty for all caches
 */
record CachePattern(Kind kind, String text) implements Comparable<CachePattern> {

    /** All caches: what {@code defaults.} stands for. Settings that belong to no cache have it, too. */
    static final CachePattern ALL = new CachePattern(Kind.ALL, "");

    private static final Comparator<CachePattern> MOST_SPECIFIC_FIRST = Comparator.comparing(CachePattern::kind)
            .thenComparing(CachePattern::literals, Comparator.reverseOrder())
            .thenComparing(CachePattern::literalBeginning, Comparator.reverseOrder())
            .thenComparing(CachePattern::text);

    enum Kind {
        NAME,
        ENVIRONMENT_NAME,
        WILDCARD,
        ALL
    }

    /** A name, or a pattern in which {@code *} stands for any characters and {@code ?} for any one. */
    static CachePattern of(String text) {
        boolean wildcard = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
        return new CachePattern(wildcard ? Kind.WILDCARD : Kind.NAME, text);
    }

    /** A name as a variable of the environment spells it. */
    static CachePattern ofEnvironment(String text) {
        return new CachePattern(Kind.ENVIRONMENT_NAME, text);
    }

    boolean matches(String cacheName) {
        return switch (kind) {
            case NAME -> text.equals(cacheName);
            case ENVIRONMENT_NAME -> text.equals(environmentForm(cacheName));
            case WILDCARD -> regex().matcher(cacheName).matches();
            case ALL -> true;
        };
    }

    /** Upper case, with {@code _} for everything but ASCII letters and digits. */
    static String environmentForm(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private Pattern regex() {
        StringBuilder regex = new StringBuilder();
        text.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private long literals() {
        return text.chars().filter(c -> c != '*' && c != '?').count();
    }

    private long literalBeginning() {
        return text.chars().takeWhile(c -> c != '*' && c != '?').count();
    }

    @Override
    public int compareTo(CachePattern other) {
        return MOST_SPECIFIC_FIRST.compare(this, other);
    }
}
