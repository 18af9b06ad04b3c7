// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RangeTest {

    private static final ElementForm<String> TEXT = new ElementForm<>() {
        @Override
        public byte[] encode(String element) {
            return element.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    };

    private static String least(Range<?> range) {
        return new String(range.least(TEXT), StandardCharsets.UTF_8);
    }

    private static String greatest(Range<?> range) {
        return new String(range.greatest(TEXT), StandardCharsets.UTF_8);
    }

    @Test
    void scores_withAndWithoutEnds_areWrittenAsTheServerReadsThem() {
        assertThat(least(Range.scores(1, 5))).isEqualTo("1.0");
        assertThat(greatest(Range.scores(1, 5).withoutEnd())).isEqualTo("(5.0");
        assertThat(least(Range.scores(1, 5).withoutStart())).isEqualTo("(1.0");
        assertThat(least(Range.scores(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)))
                .isEqualTo("-inf");
        assertThat(greatest(Range.scores(0, Double.POSITIVE_INFINITY))).isEqualTo("+inf");
    }

    @Test
    void elements_withAndWithoutEnds_areWrittenAsTheServerReadsThem() {
        assertThat(least(Range.elements("b", "d"))).isEqualTo("[b");
        assertThat(greatest(Range.elements("b", "d").withoutEnd())).isEqualTo("(d");
        assertThat(greatest(Range.from("b"))).isEqualTo("+");
        assertThat(least(Range.to("b"))).isEqualTo("-");
        assertThat(least(Range.startingWith("jam"))).isEqualTo("[jam");
        assertThat(greatest(Range.startingWith("jam"))).isEqualTo("(jan");
        assertThat(greatest(Range.startingWith(""))).isEqualTo("+");
    }

    @Test
    void ranks_reversed_areTheSameFromTheOtherEnd() {
        assertThat(Range.ranks(0, 9).reversed().firstRank()).isEqualTo(-10);
        assertThat(Range.ranks(0, 9).reversed().lastRank()).isEqualTo(-1);
        assertThat(Range.ranks(-3, -1).reversed().lastRank()).isEqualTo(2);
        assertThat(Range.ranks(2, 4).reversed().reversed().firstRank()).isEqualTo(2);
    }

    @Test
    void range_whatMakesNoSense_isRefused() {
        assertThatThrownBy(() -> Range.scores(Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least is not a number");
        assertThatThrownBy(() -> Range.ranks(0, 1).withoutEnd())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a range of ranks has nothing there that could be taken out; give other ranks instead");
        assertThatThrownBy(() -> Range.from("a").withoutEnd()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Range.startingWith("a").withoutEnd()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Range.ranks(0, 1).limit(0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a range of ranks has no limit; give other ranks instead");
        assertThatThrownBy(() -> Range.scores(0, 1).limit(-1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("offset is negative: -1");
        assertThatThrownBy(() -> Range.scores(0, 1).limit(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count is less than 1: 0");
    }

    @Test
    void toString_saysNothingOfElements() {
        assertThat(Range.elements("secret", "word")).hasToString("a range of elements");
    }
}
