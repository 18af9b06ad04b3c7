// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.spi.ChangeKind.CREATED;
import static io.jambry.spi.ChangeKind.EXPIRED;
import static io.jambry.spi.ChangeKind.REMOVED;
import static io.jambry.spi.ChangeKind.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.spi.Wish;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WishTextTest {

    static Stream<Arguments> wishes() {
        return Stream.of(
                Arguments.of(Wish.NONE, ""),
                Arguments.of(new Wish(Set.of(CREATED), Set.of(), Set.of()), "1,created"),
                Arguments.of(Wish.NONE.endingLoads(), "1,loads"),
                Arguments.of(new Wish(Set.of(CREATED), Set.of(), Set.of()).endingLoads(), "1,created,loads"),
                Arguments.of(
                        new Wish(
                                Set.of(CREATED, UPDATED, REMOVED, EXPIRED),
                                Set.of(UPDATED, REMOVED),
                                Set.of(CREATED, UPDATED)),
                        "1,created+sync,updated+old+sync,removed+old,expired"));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void wish_writtenAndRead_isTheSame(Wish wish, String text) {
        assertThat(WishText.write(wish)).isEqualTo(text);
        assertThat(WishText.read(text)).isEqualTo(wish);
    }

    @Test
    void read_laterVersion_leavesOutWhatItDoesNotKnow() {
        assertThat(WishText.read("2,created+old+digest,evicted+old,near+far,,removed"))
                .isEqualTo(new Wish(Set.of(CREATED, REMOVED), Set.of(CREATED), Set.of()));
    }
}
