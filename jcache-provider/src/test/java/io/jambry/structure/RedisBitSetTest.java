// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import io.jambry.structure.BitFields.Overflow;
import io.jambry.structure.BitFields.Width;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class RedisBitSetTest {

    private static Shelf shelf;

    private String name;
    private RedisBitSet bits;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeBits(TestInfo test) {
        name = test.getDisplayName();
        bits = shelf.structures().bitSet(name);
    }

    private RedisBitSet with(String other, long... numbers) {
        RedisBitSet set = shelf.structures().bitSet(name + other);
        for (long number : numbers) {
            set.set(number).call();
        }
        return set;
    }

    private static BitSet of(int... numbers) {
        BitSet set = new BitSet();
        for (int number : numbers) {
            set.set(number);
        }
        return set;
    }

    @Test
    void set_andClear_tellTheBitBefore() {
        assertThat(bits.get(7).call()).isFalse();
        assertThat(bits.set(7).call()).isFalse();
        assertThat(bits.set(7).call()).isTrue();
        assertThat(bits.get(7).call()).isTrue();
        assertThat(bits.clear(7).call()).isTrue();
        assertThat(bits.get(7).call()).isFalse();
    }

    @Test
    void count_ofRanges_countsOnes() {
        RedisBitSet set = with("", 0, 3, 8, 20);
        assertThat(set.count().call()).isEqualTo(4);
        assertThat(set.count(1, 8).call()).isEqualTo(2);
        assertThat(set.count(-4, -1).call()).isEqualTo(1);
        assertThat(set.countInBytes(0, 0).call()).isEqualTo(2);
        assertThat(set.countInBytes(-1, -1).call()).isEqualTo(1);
        assertThat(set.toBitSet().call()).isEqualTo(of(0, 3, 8, 20));
        assertThat(bits.toBitSet().call()).isNotNull();
    }

    @Test
    void first_ofBothValues_isFound() {
        assertThat(bits.first(true).call()).isEmpty();
        RedisBitSet set = with("", 3, 9);
        assertThat(set.first(true).call()).hasValue(3);
        assertThat(set.first(false).call()).hasValue(0);
        assertThat(set.first(true, 4, -1).call()).hasValue(9);
        assertThat(set.first(true, 4, 8).call()).isEmpty();
        assertThat(set.firstInBytes(true, 1, -1).call()).hasValue(9);
        assertThat(set.firstInBytes(true, 2, 5).call()).isEmpty();
    }

    @Test
    void store_combinations_areMade() {
        RedisBitSet one = with("1", 0, 1, 15);
        RedisBitSet two = with("2", 1, 2);
        assertThat(bits.storeAnd(List.of(one, two)).call()).isEqualTo(2);
        assertThat(bits.toBitSet().call()).isEqualTo(of(1));
        bits.storeOr(List.of(one, two)).call();
        assertThat(bits.toBitSet().call()).isEqualTo(of(0, 1, 2, 15));
        bits.storeXor(List.of(one, two)).call();
        assertThat(bits.toBitSet().call()).isEqualTo(of(0, 2, 15));
        assertThat(bits.storeNot(two).call()).isEqualTo(1);
        assertThat(bits.toBitSet().call()).isEqualTo(of(0, 3, 4, 5, 6, 7));
        bits.storeOr(List.of(bits, one)).call();
        assertThat(bits.toBitSet().call()).isEqualTo(of(0, 1, 3, 4, 5, 6, 7, 15));
    }

    @Test
    void fields_steps_haveTheirNumbers() {
        List<Optional<Long>> numbers = bits.fields(BitFields.steps()
                        .set(Width.unsigned(8), 0, 250)
                        .get(Width.unsigned(8), 0)
                        .get(Width.signed(8), 0)
                        .add(Width.unsigned(8), 0, 10)
                        .onOverflow(Overflow.SAT)
                        .set(Width.unsigned(8), 0, 250)
                        .add(Width.unsigned(8), 0, 10)
                        .onOverflow(Overflow.FAIL)
                        .add(Width.unsigned(8), 0, 1))
                .call();
        assertThat(numbers)
                .containsExactly(
                        Optional.of(0L),
                        Optional.of(250L),
                        Optional.of(-6L),
                        Optional.of(4L),
                        Optional.of(4L),
                        Optional.of(255L),
                        Optional.empty());
    }

    @Test
    void bitSet_otherKindThere_isNamed() {
        shelf.structures().list(name, String.class).add("a").call();
        assertThatThrownBy(() -> bits.set(1).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("what the server has under this name is no bit set");
    }

    @Test
    void arguments_wrong_areRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> bits.set(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bit is -1; it must be from 0 to 4294967295");
        assertThatThrownBy(() -> bits.get(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bits.storeAnd(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no sources");
        assertThatThrownBy(() -> bits.fields(BitFields.steps()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no steps");
        assertThatThrownBy(() -> Width.unsigned(64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bits are 64; they must be from 1 to 63");
        assertThatThrownBy(() -> Width.signed(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BitFields.steps().get(Width.signed(5), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bit is negative: -1");
        try (Shelf other = Shelf.open()) {
            RedisBitSet foreign = other.structures().bitSet(name);
            assertThatThrownBy(() -> bits.storeNot(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("are of different connections");
        }
    }
}
