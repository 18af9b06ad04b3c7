// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImmutableTypesTest {

    private record Point(int x, int y) {}

    private record Line(Point from, Point to, TimeUnit unit) {}

    private record Chain(String name, Chain next) {}

    private record Crowd(List<String> names) {}

    private record Bytes(byte[] bytes) {}

    private record Sum(BigInteger amount) {}

    private record Anything(Object value) {}

    private enum WithBodies {
        ONE {
            @Override
            int number() {
                return 1;
            }
        };

        abstract int number();
    }

    private static final class Subclass extends BigInteger {
        private static final long serialVersionUID = 1L;

        Subclass() {
            super("1");
        }
    }

    static Stream<Object> immutable() {
        return Stream.of(
                "text",
                1,
                2L,
                BigInteger.ONE,
                LocalDate.EPOCH,
                DayOfWeek.MONDAY,
                WithBodies.ONE,
                new Point(1, 2),
                new Line(new Point(1, 2), new Point(3, 4), TimeUnit.DAYS),
                new Chain("a", new Chain("b", null)));
    }

    static Stream<Object> mutableOrInDoubt() {
        return Stream.of(
                new Date(),
                new ArrayList<>(),
                new byte[0],
                new Crowd(List.of()),
                new Bytes(new byte[0]),
                // the class is not final, so another one may stand there
                new Sum(BigInteger.ONE),
                new Anything("text"),
                new Subclass(),
                Optional.of("x"));
    }

    @ParameterizedTest
    @MethodSource("immutable")
    void contain_whatCannotChange_isTrue(Object object) {
        assertThat(ImmutableTypes.contain(object)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("mutableOrInDoubt")
    void contain_whatMayChange_isFalse(Object object) {
        assertThat(ImmutableTypes.contain(object)).isFalse();
    }
}
