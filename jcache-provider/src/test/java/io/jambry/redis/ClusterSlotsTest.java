// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.ClusterSlots.Member;
import io.jambry.redis.ClusterSlots.Range;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterSlotsTest {

    private static final Endpoint ASKED = new Endpoint("asked", 7000);

    @Test
    void of_addressesAndReplicas_readsBoth() {
        ClusterSlots slots = read(range(0, 16_383, member("10.0.0.1", 7001, "a"), member("10.0.0.2", 7002, "b")));
        assertThat(slots.missing()).isZero();
        assertThat(slots.ranges())
                .containsExactly(new Range(
                        0,
                        16_383,
                        new Member("a", new Endpoint("10.0.0.1", 7001)),
                        List.of(new Member("b", new Endpoint("10.0.0.2", 7002)))));
    }

    @Test
    void of_noHost_meansTheHostThatWasAsked() {
        for (String host : Arrays.asList(null, "")) {
            ClusterSlots slots = read(range(0, 99, member(host, 7001, "a")));
            assertThat(slots.ranges().get(0).primary().endpoint()).isEqualTo(new Endpoint("asked", 7001));
            assertThat(slots.missing()).isEqualTo(16_284);
        }
    }

    @Test
    void of_unknownName_takesTheAddressFromTheMetadataOrLeavesTheSlotsOut() {
        List<Object> named = member("?", 7001, "a", "ip", "10.0.0.1");
        List<Object> nameless = member("?", 7002, "b");
        ClusterSlots slots = read(range(0, 99, named, nameless), range(100, 199, nameless, named));
        assertThat(slots.ranges())
                .containsExactly(new Range(0, 99, new Member("a", new Endpoint("10.0.0.1", 7001)), List.of()));
    }

    @Test
    void of_noAnswerOfThisKind_hasNoSlots() {
        assertThat(ClusterSlots.of(List.of(), ASKED).missing()).isEqualTo(16_384);
        assertThat(ClusterSlots.of(null, ASKED).missing()).isEqualTo(16_384);
    }

    private static List<Object> range(long from, long to, Object... members) {
        List<Object> range = new ArrayList<>(List.of(from, to));
        range.addAll(List.of(members));
        return range;
    }

    private static List<Object> member(@Nullable String host, long port, String id, String... metadata) {
        List<Object> about =
                Arrays.stream(metadata).map(ClusterSlotsTest::bytes).toList();
        return Arrays.asList(host == null ? null : bytes(host), port, bytes(id), about);
    }

    private static ClusterSlots read(Object... ranges) {
        return ClusterSlots.of(List.of(ranges), ASKED);
    }

    private static Object bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
