// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.Envelope;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.KeyFallback;
import io.jambry.codec.ValueCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.near.Spot.Reading;
import io.jambry.spi.Codec;
import io.jambry.spi.StoreReply;
import io.jambry.spi.WatchedReads.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What becomes of a reply, by what happens between the question and its arrival. */
class NearCacheTest {

    private static final Codec JDK =
            new JdkCodec(List.of(String.class), "", JdkLimits.DEFAULT, NearCacheTest.class.getClassLoader(), "near");
    private static final KeyCodec KEYS =
            new KeyCodec(String.class, NearCacheTest.class.getClassLoader(), "near", KeyFallback.REFUSE, JDK);
    private static final ValueCodec VALUES =
            new ValueCodec(String.class, JDK, List.of(), Envelope.NONE, NearCacheTest.class.getClassLoader(), "near");
    private static final byte[] KEY = KEYS.encode("k");

    private final Connection connection = new Connection();
    private final NearCache<String, String> near = cache(Duration.ZERO);

    private static NearCache<String, String> cache(Duration staleUpTo) {
        return new NearCache<>(
                new NearSettings(/* refills= */ false, 100, OptionalLong.empty(), null, staleUpTo, null),
                KEYS,
                VALUES,
                () -> true);
    }

    /** A connection that is believed until it is not. */
    private static final class Connection implements Watch {

        private boolean believed = true;
        private long heard = System.nanoTime();

        @Override
        public boolean isCurrent() {
            return believed;
        }

        @Override
        public long heard() {
            return heard;
        }
    }

    private StoreReply reply(String value) {
        return StoreReply.found(VALUES.encode(value, KEY), connection).withRemaining(Long.MAX_VALUE);
    }

    private void keep(NearCache<String, String> in, String value) {
        in.end("k", in.begin("k"), KEY, reply(value));
    }

    @Test
    void end_nothingHappened_isKept() {
        keep(near, "v");
        assertThat(near.get("k")).isEqualTo("v");
    }

    @Test
    void end_changeToldMeanwhile_isNotKept() {
        Reading reading = near.begin("k");
        near.changed(KEY);
        StoreReply late = near.end("k", reading, KEY, reply("old"));

        assertThat(near.get("k")).isNull();
        assertThat(late.value()).isEqualTo(VALUES.encode("old", KEY));
        assertThat(late.live()).isNull();
    }

    @Test
    void end_readAgainAfterTheChange_keepsTheLaterReplyOnly() {
        Reading before = near.begin("k");
        near.changed(KEY);
        Reading after = near.begin("k");
        near.end("k", before, KEY, reply("old"));
        assertThat(near.get("k")).isNull();
        near.end("k", after, KEY, reply("new"));
        near.end("k", before, KEY, reply("old"));

        assertThat(near.get("k")).isEqualTo("new");
    }

    @Test
    void end_takenInOrder_isNotConcernedByEarlierNews() {
        Reading reading = near.begin("k", /* ordered= */ true);
        near.changed(KEY);
        near.end("k", reading, KEY, reply("v"));
        assertThat(near.get("k")).isEqualTo("v");

        near.changed(KEY);
        assertThat(near.get("k")).isNull();
    }

    @Test
    void end_takenInOrderAndWrittenHereMeanwhile_isNotKept() {
        Reading reading = near.begin("k", /* ordered= */ true);
        near.drop(KEY);
        near.end("k", reading, KEY, reply("v"));

        assertThat(near.get("k")).isNull();
    }

    @Test
    void end_connectionLostMeanwhile_isNotKept() {
        Reading reading = near.begin("k");
        near.lost(connection);
        near.end("k", reading, KEY, reply("v"));

        assertThat(near.get("k")).isNull();
    }

    @Test
    void end_everythingDroppedMeanwhile_isNotKept() {
        Reading reading = near.begin("k");
        near.dropAll();
        near.end("k", reading, KEY, reply("v"));

        assertThat(near.get("k")).isNull();
    }

    @Test
    void begin_somebodyElseReads_leavesItToHim() {
        Reading first = near.begin("k");

        assertThat(near.begin("k")).isNull();
        near.abandon("k", first);
        assertThat(near.begin("k")).isNotNull();
    }

    @Test
    void end_notWatched_isNotKept() {
        Reading reading = near.begin("k");
        near.end("k", reading, KEY, StoreReply.found(VALUES.encode("v", KEY)));

        assertThat(near.get("k")).isNull();
        assertThat(near.begin("k")).isNotNull();
    }

    @Test
    void get_connectionNotBelieved_isNullUntilItIs() {
        keep(near, "v");
        connection.believed = false;
        assertThat(near.get("k")).isNull();
        connection.believed = true;
        assertThat(near.get("k")).isEqualTo("v");
    }

    @Test
    void stale_connectionLostLately_isTheValue() {
        NearCache<String, String> lenient = cache(Duration.ofMinutes(1));
        keep(lenient, "v");
        connection.believed = false;
        lenient.lost(connection);
        Reading reading = lenient.begin("k");

        assertThat(lenient.get("k")).isNull();
        assertThat(lenient.stale(KEY)).isEqualTo(VALUES.encode("v", KEY));
        lenient.abandon("k", reading);
        assertThat(lenient.stale(KEY)).isEqualTo(VALUES.encode("v", KEY));
        lenient.changed(KEY);
        assertThat(lenient.stale(KEY)).isNull();
    }

    @Test
    void stale_connectionSilentForLong_isNothing() {
        NearCache<String, String> lenient = cache(Duration.ofMinutes(1));
        keep(lenient, "v");
        connection.believed = false;
        connection.heard = System.nanoTime() - Duration.ofSeconds(61).toNanos();

        assertThat(lenient.stale(KEY)).isNull();
        lenient.prune();
        assertThat(lenient.statistics().orElseThrow().size()).isZero();
    }

    @Test
    void place_everyImmutableKey_isTheKeyItself() {
        for (String key : List.of("", "~", "ü", "\uD800", "a{b}", "x".repeat(1000))) {
            assertThat(near.place(KEYS.encode(key))).isEqualTo(key);
        }
    }

    @Test
    void place_keyLastAskedForInVain_isTheCallersObject() {
        String asked = new String(KEY, StandardCharsets.UTF_8);
        assertThat(near.get(asked)).isNull();

        assertThat(near.place(KEY)).isSameAs(asked);
        assertThat(near.place(KEYS.encode("other"))).isEqualTo("other");
    }

    @Test
    void get_immutableValue_isOneObjectForAllUntilItIsDropped() {
        keep(near, "v");
        String first = near.get("k");

        assertThat(first).isEqualTo("v");
        assertThat(near.get("k")).isSameAs(first);
        near.drop(KEY);
        assertThat(near.get("k")).isNull();
    }

    @Test
    void stale_valueMadeAlready_isItsBytes() {
        NearCache<String, String> lenient = cache(Duration.ofMinutes(1));
        keep(lenient, "v");
        assertThat(lenient.get("k")).isEqualTo("v");
        connection.believed = false;

        assertThat(lenient.stale(KEY)).isEqualTo(VALUES.encode("v", KEY));
    }
}
