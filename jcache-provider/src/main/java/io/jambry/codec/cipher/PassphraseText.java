// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.ConfigurationException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passphrases as text: one alone, which is that of key 1; or lines of a number, {@code =}, and all up to the end of the line,
 * blanks included. The line with a {@code *} in front has the current one, else the first. Empty lines say nothing.
 */
final class PassphraseText {

    private static final Pattern LINE = Pattern.compile("(\\*?)(\\d{1,5})=(.*)");
    private static final int ALONE = 1;

    private PassphraseText() {}

    /**
     * Derives the keys.
     *
     * @param text one line or more
     * @param namespace of the caches
     * @param source where it comes from, for messages
     * @throws ConfigurationException if it is something else; nothing of the text is in the message
     */
    static Keys keys(String text, String namespace, String source) {
        Numbered<char[]> passphrases = new Numbered<>(source, "passphrase");
        String[] lines = text.split("\\R", -1);
        boolean isAlone = Arrays.stream(lines).filter(line -> !line.isBlank()).count() == 1;
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1];
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                boolean mark = !matcher.group(1).isEmpty();
                int id = passphrases.id(matcher.group(2), number);
                passphrases.add(id, matcher.group(3).toCharArray(), mark, number);
            } else if (isAlone && !line.isBlank()) {
                passphrases.add(ALONE, line.toCharArray(), /* mark= */ false, number);
            } else if (!line.isBlank()) {
                throw passphrases.refused(number, "has no number and = in front, as it must where there are several");
            }
        }
        Integer current = passphrases.currentId();
        if (current == null) {
            throw new ConfigurationException(source + " has no passphrase");
        }
        Map<Integer, char[]> sorted = new TreeMap<>(passphrases.byId());
        return Passphrase.keys(current, sorted, namespace);
    }
}
