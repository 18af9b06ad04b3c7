// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the words of a text. */
final class WordReader {

    /** Letters and digits of any script, with an apostrophe inside: {@code stopp'st} is one word. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}\\p{N}]+)?");

    private WordReader() {}

    /**
     * The words of a text in UTF-8, in lower case. What is not UTF-8 separates words as a blank does.
     */
    static List<String> words(byte[] text) {
        return WORD.matcher(new String(text, UTF_8))
                .results()
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
