// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A pattern for keys that are texts: {@code *} any characters, {@code ?} any one, a backslash before one of the three itself. */
final class KeyPattern implements Predicate<Object> {

    private final Pattern pattern;

    private KeyPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @param text the pattern
     * @param place where it stands, for messages
     * @throws CacheAnnotationException if it ends with a backslash
     */
    static KeyPattern parse(String text, String place) {
        StringBuilder regex = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?') {
                regex.append(Pattern.quote(literal.toString())).append(c == '*' ? ".*" : ".");
                literal.setLength(0);
            } else if (c != '\\') {
                literal.append(c);
            } else if (++i < text.length()) {
                literal.append(text.charAt(i));
            } else {
                throw new CacheAnnotationException(
                        place + " is '" + text + "': a backslash stands before the character that it is for");
            }
        }
        regex.append(Pattern.quote(literal.toString()));
        return new KeyPattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    @Override
    public boolean test(Object key) {
        return key instanceof String text && pattern.matcher(text).matches();
    }
}
