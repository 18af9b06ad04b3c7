// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.NotExecutedException;
import io.jambry.ServerException;
import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisCounterTest {

    private static Shelf shelf;

    private String name;
    private RedisCounter counter;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeCounter(TestInfo test) {
        name = test.getDisplayName();
        counter = shelf.structures().counter(name);
        counter.delete().call();
    }

    @Test
    void add_severalTimes_tellsTheSum() {
        assertThat(counter.get().call()).isZero();
        assertThat(counter.add(5).call()).isEqualTo(5);
        assertThat(counter.add(-7).call()).isEqualTo(-2);
        assertThat(counter.get().call()).isEqualTo(-2);
    }

    @Test
    void set_withAnEnd_keepsIt() {
        counter.add(1).call();
        counter.expire(Duration.ofHours(1)).call();
        counter.set(10).call();
        assertThat(counter.getAndSet(20).call()).isEqualTo(10);
        assertThat(counter.compareAndSet(20, 30).call()).isTrue();
        assertThat(counter.get().call()).isEqualTo(30);
        assertThat(counter.timeToLive().call()).isPresent();
    }

    @Test
    void getAndSet_notThere_tellsZero() {
        assertThat(counter.getAndSet(7).call()).isZero();
        assertThat(counter.get().call()).isEqualTo(7);
    }

    @Test
    void compareAndSet_notThere_isZero() {
        assertThat(counter.compareAndSet(1, 2).call()).isFalse();
        assertThat(counter.exists().call()).isFalse();
        assertThat(counter.compareAndSet(0, 2).call()).isTrue();
        assertThat(counter.compareAndSet(0, 3).call()).isFalse();
        assertThat(counter.get().call()).isEqualTo(2);
    }

    @Test
    void tryAdd_beyondABound_changesNothing() {
        assertThat(counter.tryAdd(4, 0, 10).call()).hasValue(4);
        assertThat(counter.tryAdd(7, 0, 10).call()).isEmpty();
        assertThat(counter.tryAdd(-5, 0, 10).call()).isEmpty();
        assertThat(counter.tryAdd(6, 0, 10).call()).hasValue(10);
        assertThat(counter.get().call()).isEqualTo(10);
    }

    @Test
    void tryAdd_refusedAndNotThere_isNotThereAfterwards() {
        assertThat(counter.tryAdd(-1, 0, 10).call()).isEmpty();
        assertThat(counter.exists().call()).isFalse();
    }

    @Test
    void tryAdd_refused_keepsTheEnd() {
        counter.set(5).call();
        counter.expire(Duration.ofHours(1)).call();
        assertThat(counter.tryAdd(100, 0, 10).call()).isEmpty();
        assertThat(counter.timeToLive().call()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775806, 1, 0, 9223372036854775807, 9223372036854775807",
        "9223372036854775806, 1, 0, 9223372036854775806,",
        "9223372036854775806, 5, 0, 9223372036854775807,",
        "-9223372036854775807, -1, -9223372036854775808, 0, -9223372036854775808",
        "-9223372036854775807, -1, -9223372036854775807, 0,",
        "9007199254740992, 1, 0, 9007199254740993, 9007199254740993",
        "9007199254740992, 1, 0, 9007199254740992,",
        "-5, 10, -10, 5, 5",
        "-5, 11, -10, 5,",
        "99, 1, 5, 100, 100",
        "-2, -8, -10, 5, -10",
        "-2, -9, -10, 5,"
    })
    void tryAdd_anyNumbers_areComparedExactly(long start, long delta, long least, long most, Long sum) {
        counter.set(start).call();
        assertThat(counter.tryAdd(delta, least, most).call())
                .isEqualTo(sum == null ? OptionalLong.empty() : OptionalLong.of(sum));
        assertThat(counter.get().call()).isEqualTo(sum == null ? start : sum);
    }

    @Test
    void tryAdd_manyAtOnce_neverPassTheBound() {
        List<CompletableFuture<OptionalLong>> sums = IntStream.range(0, 200)
                .mapToObj(i -> counter.tryAdd(1, 0, 50).send().toCompletableFuture())
                .toList();
        assertThat(sums.stream().map(CompletableFuture::join).filter(OptionalLong::isPresent))
                .hasSize(50);
        assertThat(counter.get().call()).isEqualTo(50);
    }

    @Test
    void add_sameIdTwice_addsOnceAndTellsTheFirstSum() {
        assertThat(counter.add(5, "one").call()).isEqualTo(5);
        assertThat(counter.add(1).call()).isEqualTo(6);
        assertThat(counter.add(5, "one").call()).isEqualTo(5);
        assertThat(counter.add(5, "two").call()).isEqualTo(11);
        assertThat(counter.get().call()).isEqualTo(11);
    }

    @Test
    void tryAdd_withAnId_refusedIsNotRemembered() {
        counter.set(10).call();
        assertThat(counter.tryAdd(1, 0, 10, "one").call()).isEmpty();
        counter.set(9).call();
        assertThat(counter.tryAdd(1, 0, 10, "one").call()).hasValue(10);
        counter.set(3).call();
        assertThat(counter.tryAdd(1, 0, 10, "one").call()).hasValue(10);
        assertThat(counter.get().call()).isEqualTo(3);
    }

    @Test
    void ids_afterAPeriod_areKnownForAnotherOne() {
        assertThat(counter.add(1, "a").call()).isEqualTo(1);
        endPeriod();
        // begins the next period, and keeps the one before
        assertThat(counter.add(1, "b").call()).isEqualTo(2);
        assertThat(counter.add(1, "a").call()).isEqualTo(1);
        assertThat(counter.add(1, "b").call()).isEqualTo(2);
        endPeriod();
        assertThat(counter.add(1, "c").call()).isEqualTo(3);
        assertThat(counter.add(1, "b").call()).isEqualTo(2);
        // two periods ago
        assertThat(counter.add(1, "a").call()).isEqualTo(4);
    }

    private void endPeriod() {
        StructureLink link = counter.link();
        link.call(link.link().commands().pexpire(StructureKeys.beside(counter.key(), "ids"), 10 * 60 * 1000));
    }

    @Test
    void ids_memory_isGivenBackByItself() {
        counter.add(1, "one").call();
        assertThat(idsLeft()).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
    }

    private Duration idsLeft() {
        StructureLink link = counter.link();
        long millis = link.call(link.link().commands().pttl(StructureKeys.beside(counter.key(), "ids")));
        return Duration.ofMillis(millis);
    }

    @Test
    void ids_tooMany_areRefusedAndNothingIsAdded() {
        assertThat(addOnce("a", 2)).hasValue(1);
        assertThat(addOnce("b", 2)).hasValue(2);
        assertThat(addOnce("a", 2)).hasValue(1);
        assertThatThrownBy(() -> addOnce("c", 2))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageStartingWith("counter '" + name + "': nothing was added: ")
                .hasMessageContaining("add without an id");
        assertThat(counter.get().call()).isEqualTo(2);
    }

    /** As the counter does, with another number of ids. */
    private OptionalLong addOnce(String id, int most) {
        return counter.link()
                .call(Replies.map(
                        RedisScript.COUNTER_ADD_ONCE.with(
                                counter.key(),
                                StructureKeys.beside(counter.key(), "ids"),
                                StructureKeys.beside(counter.key(), "ids-before"),
                                ascii("1"),
                                ascii(""),
                                ascii(""),
                                ascii(id),
                                ascii("600000"),
                                ascii(Integer.toString(most))),
                        CounterScripts::sumOnce));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void batch_operations_areCounted() {
        Batch batch = shelf.structures().atomicBatch();
        Pending<Long> added = batch.add(counter.add(2));
        Pending<OptionalLong> tried = batch.add(counter.tryAdd(2, 0, 3));
        Pending<Long> once = batch.add(counter.add(3, "id"));
        batch.execute();
        assertThat(added.get()).isEqualTo(2);
        assertThat(tried.get()).isEmpty();
        assertThat(once.get()).isEqualTo(5);
    }

    @Test
    void counter_sumTooLarge_isRefusedByTheServer() {
        counter.set(Long.MAX_VALUE).call();
        assertThatThrownBy(() -> counter.add(1).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("would overflow");
        assertThatThrownBy(() -> counter.add(1, "id").call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("would overflow");
        assertThat(counter.get().call()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void counter_foreignText_isNoNumber() {
        shelf.structures().bucket(name, String.class).set("secret").call();
        assertThatThrownBy(() -> counter.get().call())
                .isInstanceOf(DecodingException.class)
                .hasMessage(
                        "counter '" + name
                                + "': what is there is no whole number; it was written by something else: use another name, or delete it");
        assertThatThrownBy(() -> counter.add(1).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("not an integer");
        assertThatThrownBy(() -> counter.tryAdd(1, 0, 5).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("not an integer")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void counter_otherKindThere_isNamed() {
        shelf.structures().list(name, String.class).add("a").call();
        assertThatThrownBy(() -> counter.add(1).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("what the server has under this name is no counter, but a list");
        assertThatThrownBy(() -> counter.add(1, "id").call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("what the server has under this name is no counter, but a list");
    }

    @Test
    void arguments_wrong_areRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> counter.add(1, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("operationId is empty");
        assertThatThrownBy(() -> counter.tryAdd(1, 5, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least is 5, which is more than most, 4");
        assertThatThrownBy(() -> shelf.structures().counter(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name is empty");
    }
}
