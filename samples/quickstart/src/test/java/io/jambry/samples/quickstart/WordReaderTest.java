// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordReaderTest {

    @Test
    void words_punctuationAndCase_areNoDifference() {
        assertThat(words("'Hold off! unhand me, grey-beard LOON!'"))
                .containsExactly("hold", "off", "unhand", "me", "grey", "beard", "loon");
    }

    @Test
    void words_apostropheInside_belongsToTheWord() {
        assertThat(words("'stopp'st thou years' o’er")).containsExactly("stopp'st", "thou", "years", "o’er");
    }

    @Test
    void words_otherScripts_areWords() {
        assertThat(words("Ärger 漢字 e\u0301te\u0301 1834 😀")).containsExactly("ärger", "漢字", "e\u0301te\u0301", "1834");
    }

    @Test
    void words_nothing_isEmpty() {
        assertThat(words("")).isEmpty();
        assertThat(words(" \r\n\t--\u0000")).isEmpty();
    }

    @Test
    void words_bytesThatAreNotUtf8_separateWords() {
        assertThat(WordReader.words("caf\u00e9 na\u00efve".getBytes(ISO_8859_1)))
                .containsExactly("caf", "na", "ve");
    }

    @Test
    void words_byteOrderMark_isNoLetter() {
        assertThat(words("\uFEFFit is")).containsExactly("it", "is");
    }

    @Test
    void words_oneHugeLine_isReadLikeManyShortOnes() {
        assertThat(words("one two ".repeat(200_000))).hasSize(400_000);
    }

    @Test
    void words_oneHugeWord_isAWord() {
        assertThat(words("a".repeat(3_000_000)))
                .singleElement()
                .satisfies(word -> assertThat(word).hasSize(3_000_000));
    }

    @Test
    void words_endlessApostrophes_doNotExhaustTheStack() {
        assertThat(words("a'".repeat(1_000_000))).hasSize(500_000).containsOnly("a'a");
    }

    private static List<String> words(String text) {
        return WordReader.words(text.getBytes(UTF_8));
    }
}
