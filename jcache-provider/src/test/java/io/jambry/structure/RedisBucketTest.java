// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.ServerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class RedisBucketTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Shelf shelf;

    private String name;
    private RedisBucket<String> bucket;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeBucket(TestInfo test) {
        name = test.getDisplayName();
        bucket = shelf.structures().bucket(name, String.class);
    }

    @Test
    void set_andGet_roundTrips() {
        assertThat(bucket.get().call()).isEmpty();
        bucket.set("a").call();
        assertThat(bucket.get().call()).contains("a");
        assertThat(bucket.bytes().call()).isPositive();
        assertThat(bucket.getAndSet("b").call()).contains("a");
        assertThat(bucket.getAndDelete().call()).contains("b");
        assertThat(bucket.getAndDelete().call()).isEmpty();
    }

    @Test
    void set_underACondition_tellsWhetherItWasSet() {
        assertThat(bucket.set("a", SetOptions.ifPresent()).call()).isFalse();
        assertThat(bucket.set("a", SetOptions.ifAbsent()).call()).isTrue();
        assertThat(bucket.set("b", SetOptions.ifAbsent()).call()).isFalse();
        assertThat(bucket.set("c", SetOptions.ifPresent()).call()).isTrue();
        assertThat(bucket.get().call()).contains("c");
    }

    @Test
    void set_withAnEnd_hasIt() {
        assertThat(bucket.set("a", SetOptions.ifAbsent().endingIn(HOUR)).call()).isTrue();
        assertThat(bucket.timeToLive().call().orElseThrow()).isBetween(HOUR.minusMinutes(1), HOUR);
        bucket.set("b", SetOptions.always().keepingTimeToLive()).call();
        assertThat(bucket.timeToLive().call()).isPresent();
        bucket.set("c").call();
        assertThat(bucket.timeToLive().call()).isEmpty();
        bucket.set("d", SetOptions.ifPresent().endingAt(Instant.now().plus(HOUR)))
                .call();
        assertThat(bucket.timeToLive().call()).isPresent();
        assertThat(bucket.getAndPersist().call()).contains("d");
        assertThat(bucket.timeToLive().call()).isEmpty();
        assertThat(bucket.getAndExpire(HOUR).call()).contains("d");
        assertThat(bucket.timeToLive().call()).isPresent();
    }

    @Test
    void getAndSet_withOptions_tellsTheValueBefore() {
        assertThat(bucket.getAndSet("a", SetOptions.ifAbsent()).call()).isEmpty();
        assertThat(bucket.getAndSet("b", SetOptions.ifAbsent()).call()).contains("a");
        assertThat(bucket.get().call()).contains("a");
        assertThat(bucket.getAndSet("c", SetOptions.ifPresent().endingIn(HOUR)).call())
                .contains("a");
        assertThat(bucket.timeToLive().call()).isPresent();
    }

    @Test
    void compareAndSet_otherValue_changesNothing() {
        assertThat(bucket.compareAndSet("a", "b").call()).isFalse();
        assertThat(bucket.exists().call()).isFalse();
        bucket.set("a", SetOptions.always().endingIn(HOUR)).call();
        assertThat(bucket.compareAndSet("x", "b").call()).isFalse();
        assertThat(bucket.compareAndSet("a", "b").call()).isTrue();
        assertThat(bucket.get().call()).contains("b");
        assertThat(bucket.timeToLive().call()).isPresent();
        assertThat(bucket.compareAndDelete("a").call()).isFalse();
        assertThat(bucket.compareAndDelete("b").call()).isTrue();
        assertThat(bucket.exists().call()).isFalse();
    }

    @Test
    void bucket_foreignBytes_areNamedWithoutShowingThem() {
        shelf.structures().bucket(name, String.class).set("secret").call();
        RedisBucket<Integer> numbers = shelf.structures().bucket(name, Integer.class);
        assertThatThrownBy(() -> numbers.get().call())
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining(name)
                .message()
                .doesNotContain("secret");
        Batch batch = shelf.structures().batch();
        Pending<Optional<Integer>> wrong = batch.add(numbers.get());
        Pending<Optional<String>> right = batch.add(bucket.get());
        batch.execute();
        assertThat(right.get()).contains("secret");
        assertThatThrownBy(wrong::get).isInstanceOf(DecodingException.class);
    }

    @Test
    void bucket_otherKindThere_isNamed() {
        shelf.structures().list(name, String.class).add("a").call();
        assertThatThrownBy(() -> bucket.get().call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("what the server has under this name is no bucket");
        assertThatThrownBy(() -> bucket.compareAndSet("a", "b").call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("is no bucket");
    }

    @Test
    void arguments_wrong_areRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> SetOptions.always().endingIn(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeToLive is shorter than a millisecond");
        assertThatThrownBy(() -> SetOptions.always().endingAt(Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end is not after 1970");
        assertThatThrownBy(() -> bucket.set(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
    }
}
