// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.ServerException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisStreamTest {

    private static Shelf shelf;

    private String name;
    private RedisStream<String> stream;
    private ConsumerGroup<String> group;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeStream(TestInfo test) {
        name = test.getDisplayName();
        stream = shelf.structures().stream(name, String.class);
        stream.delete().call();
        group = stream.group("workers");
    }

    private List<StreamId> fill(String... values) {
        List<StreamId> ids = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            ids.add(stream.add(values[i], AddOptions.plain().withId(new StreamId(i + 1, 0)))
                    .call()
                    .orElseThrow());
        }
        return ids;
    }

    private static List<String> values(List<StreamEntry<String>> entries) {
        return entries.stream().map(StreamEntry::value).toList();
    }

    // ---- entries

    @Test
    void add_entries_haveGrowingIdsOfTheServersTime() {
        Instant before = Instant.now().minusSeconds(60);
        StreamId first = stream.add("a").call();
        StreamId second = stream.add("b").call();
        assertThat(second).isGreaterThan(first);
        assertThat(first.moment()).isBetween(before, Instant.now().plusSeconds(60));
        assertThat(stream.size().call()).isEqualTo(2);
        assertThat(stream.get(first).call()).contains(new StreamEntry<>(first, "a"));
        assertThat(stream.get(StreamId.MIN).call()).isEmpty();
        assertThat(stream.last().call()).contains(new StreamEntry<>(second, "b"));
    }

    @Test
    void add_idNotGreater_isRefusedByTheServer() {
        fill("a", "b");
        assertThatThrownBy(() -> stream.add("c", AddOptions.plain().withId(new StreamId(1, 0)))
                        .call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("stream '" + name + "': XADD on ")
                .hasMessageContaining("equal or smaller");
    }

    @Test
    void add_onlyWhereTheStreamIs_makesNone() {
        AddOptions options = AddOptions.plain().ifStreamExists();
        assertThat(stream.add("a", options).call()).isEmpty();
        assertThat(stream.exists().call()).isFalse();
        stream.add("b").call();
        assertThat(stream.add("a", options).call()).isPresent();
    }

    @Test
    void add_trimming_keepsTheLastOnes() {
        fill("a", "b", "c");
        stream.add("d", StreamTrim.toLength(2).exactly()).call();
        assertThat(values(stream.range(StreamRange.all(), 10).call())).containsExactly("c", "d");
        stream.add(
                        "e",
                        AddOptions.plain()
                                .trimming(StreamTrim.before(new StreamId(4, 0)).exactly()))
                .call();
        assertThat(values(stream.range(StreamRange.all(), 10).call())).containsExactly("d", "e");
        assertThat(stream.add("f", StreamTrim.toLength(100).atOnce(10)).call()).isNotNull();
    }

    @Test
    void trim_andRemove_tellHowMany() {
        List<StreamId> ids = fill("a", "b", "c", "d");
        assertThat(stream.remove(List.of(ids.get(1), StreamId.MAX)).call()).isEqualTo(1);
        assertThat(stream.trim(StreamTrim.toLength(1).exactly()).call()).isEqualTo(2);
        assertThat(values(stream.range(StreamRange.all(), 10).call())).containsExactly("d");
    }

    @Test
    void range_allForms_giveWhatTheySay() {
        List<StreamId> ids = fill("a", "b", "c", "d");
        StreamId b = ids.get(1);
        StreamId d = ids.get(3);
        assertThat(values(stream.range(StreamRange.all(), 10).call())).containsExactly("a", "b", "c", "d");
        assertThat(values(stream.range(StreamRange.from(b), 2).call())).containsExactly("b", "c");
        assertThat(values(stream.range(StreamRange.after(b).before(d), 10).call()))
                .containsExactly("c");
        assertThat(values(stream.range(StreamRange.from(b).to(d), 10).call())).containsExactly("b", "c", "d");
        assertThat(values(stream.range(StreamRange.only(b), 10).call())).containsExactly("b");
        assertThat(values(stream.reversed(StreamRange.all().before(d), 2).call()))
                .containsExactly("c", "b");
        assertThat(stream.range(StreamRange.all(), 10).call().get(0).id()).isEqualTo(new StreamId(1, 0));
    }

    @Test
    void read_afterAnEntry_givesWhatFollows() {
        List<StreamId> ids = fill("a", "b", "c");
        assertThat(values(stream.read(StreamId.MIN, 2).call())).containsExactly("a", "b");
        assertThat(values(stream.read(ids.get(1), 10).call())).containsExactly("c");
        assertThat(stream.read(ids.get(2), 10).call()).isEmpty();
    }

    @Test
    void await_nothingThere_waitsUntilSomethingIs() throws Exception {
        CompletionStage<List<StreamEntry<String>>> waiting =
                stream.await(StreamId.MIN, 10, Duration.ofMinutes(1)).send();
        stream.add("a").call();
        assertThat(values(waiting.toCompletableFuture().get(30, TimeUnit.SECONDS)))
                .containsExactly("a");
        StreamId last = stream.last().call().orElseThrow().id();
        assertThat(stream.await(last, 10, Duration.ofMillis(20)).call()).isEmpty();
    }

    @Test
    void await_inABatch_isRefused() {
        assertThatThrownBy(() -> shelf.structures().batch().add(stream.await(StreamId.MIN, 1, Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use read in batches");
    }

    @Test
    void fields_anyTypes_areAMap() {
        RedisStream<Map<String, Integer>> fields = shelf.structures().stream(name, String.class, Integer.class);
        StreamId id = fields.add(Map.of("a", 1, "b", 2)).call();
        assertThat(fields.get(id).call().orElseThrow().value()).isEqualTo(Map.of("a", 1, "b", 2));
        assertThatThrownBy(() -> fields.add(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an entry without fields cannot be added to a stream");
    }

    @Test
    void info_ofStreamAndGroups_isTold() {
        assertThatThrownBy(() -> stream.info().call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("no such key");
        List<StreamId> ids = fill("a", "b");
        group.create(StreamId.MIN).call();
        group.read("one", 1).call();
        StreamInfo info = stream.info().call();
        assertThat(info).isEqualTo(new StreamInfo(2, 1, ids.get(1), 2));
        GroupInfo told = stream.groups().call().get(0);
        assertThat(told.name()).isEqualTo("workers");
        assertThat(told.consumers()).isEqualTo(1);
        assertThat(told.pending()).isEqualTo(1);
        assertThat(told.lastDelivered()).isEqualTo(ids.get(0));
        assertThat(told.lag()).hasValue(1);
    }

    // ---- groups

    @Test
    void create_twice_tellsWhetherItIsNew() {
        assertThat(group.create(StreamId.MIN).call()).isTrue();
        assertThat(group.createAtEnd().call()).isFalse();
        assertThat(group.destroy().call()).isTrue();
        assertThat(group.destroy().call()).isFalse();
    }

    @Test
    void createAtEnd_entriesBefore_areNotDelivered() {
        fill("a");
        group.createAtEnd().call();
        stream.add("b").call();
        assertThat(values(group.read("one", 10).call())).containsExactly("b");
        group.goOn(StreamId.MIN).call();
        assertThat(values(group.read("one", 10).call())).containsExactly("a", "b");
        group.goOnAtEnd().call();
        assertThat(group.read("one", 10).call()).isEmpty();
    }

    @Test
    void read_entries_arePendingUntilAcknowledged() {
        List<StreamId> ids = fill("a", "b", "c");
        group.create(StreamId.MIN).call();
        assertThat(values(group.read("one", 2).call())).containsExactly("a", "b");
        assertThat(values(group.read("two", 2).call())).containsExactly("c");
        PendingSummary pending = group.pending().call();
        assertThat(pending.count()).isEqualTo(3);
        assertThat(pending.first()).contains(ids.get(0));
        assertThat(pending.last()).contains(ids.get(2));
        assertThat(pending.consumers()).isEqualTo(Map.of("one", 2L, "two", 1L));
        assertThat(group.pending(StreamRange.all(), 10).call())
                .extracting(PendingEntry::consumer)
                .containsExactly("one", "one", "two");
        assertThat(group.pending(StreamRange.after(ids.get(0)), 10, Duration.ZERO)
                        .call())
                .hasSize(2);
        assertThat(group.pending(StreamRange.all(), 10, Duration.ofHours(1)).call())
                .isEmpty();
        assertThat(group.pendingOf("two", StreamRange.all(), 10).call())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.id()).isEqualTo(ids.get(2));
                    assertThat(entry.deliveries()).isEqualTo(1);
                });
        assertThat(values(group.readAgain("one", ids.get(0), 10).call())).containsExactly("b");
        assertThat(group.acknowledge(ids).call()).isEqualTo(3);
        assertThat(group.acknowledge(ids).call()).isZero();
        assertThat(group.pending().call())
                .isEqualTo(new PendingSummary(0, Optional.empty(), Optional.empty(), Map.of()));
    }

    @Test
    void take_entries_areNotPending() {
        fill("a");
        group.create(StreamId.MIN).call();
        assertThat(values(group.take("one", 10).call())).containsExactly("a");
        assertThat(group.pending().call().count()).isZero();
    }

    @Test
    void await_ofAGroup_waitsUntilSomethingIsThere() throws Exception {
        group.create(StreamId.MIN).call();
        CompletionStage<List<StreamEntry<String>>> waiting =
                group.await("one", 10, Duration.ofMinutes(1)).send();
        stream.add("a").call();
        assertThat(values(waiting.toCompletableFuture().get(30, TimeUnit.SECONDS)))
                .containsExactly("a");
        assertThat(group.await("one", 10, Duration.ofMillis(20)).call()).isEmpty();
    }

    @Test
    void claim_entriesOfAnother_areDeliveredAgain() {
        List<StreamId> ids = fill("a", "b");
        group.create(StreamId.MIN).call();
        group.read("one", 2).call();
        assertThat(group.claim("two", Duration.ofHours(1), ids).call()).isEmpty();
        assertThat(values(group.claim("two", Duration.ZERO, List.of(ids.get(0))).call()))
                .containsExactly("a");
        assertThat(deliveries(ids.get(0))).isEqualTo(2);
        assertThat(group.claimIds(
                                "two",
                                Duration.ZERO,
                                ids,
                                ClaimOptions.plain()
                                        .delivered(Duration.ofHours(2))
                                        .deliveries(7))
                        .call())
                .isEqualTo(ids);
        assertThat(deliveries(ids.get(1))).isEqualTo(7);
        assertThat(group.pending(StreamRange.all(), 10, Duration.ofHours(1)).call())
                .hasSize(2);
        group.acknowledge(ids).call();
        assertThat(group.claim("one", Duration.ZERO, ids).call()).isEmpty();
        assertThat(values(group.claim(
                                "one", Duration.ZERO, ids, ClaimOptions.plain().evenIfNotPending())
                        .call()))
                .containsExactly("a", "b");
    }

    private long deliveries(StreamId id) {
        return group.pending(StreamRange.only(id), 1).call().get(0).deliveries();
    }

    @Test
    void autoClaim_someGone_tellsThem() {
        List<StreamId> ids = fill("a", "b", "c");
        group.create(StreamId.MIN).call();
        group.read("one", 3).call();
        stream.remove(List.of(ids.get(1))).call();
        Claimed<String> first =
                group.autoClaim("two", Duration.ZERO, StreamId.MIN, 1).call();
        assertThat(values(first.entries())).containsExactly("a");
        Claimed<String> rest =
                group.autoClaim("two", Duration.ZERO, first.next(), 10).call();
        assertThat(values(rest.entries())).containsExactly("c");
        assertThat(rest.gone()).containsExactly(ids.get(1));
        assertThat(rest.next()).isEqualTo(StreamId.MIN);
    }

    @Test
    void consumers_comeAndGo() {
        group.create(StreamId.MIN).call();
        assertThat(group.createConsumer("one").call()).isTrue();
        assertThat(group.createConsumer("one").call()).isFalse();
        fill("a");
        group.read("two", 1).call();
        assertThat(group.consumers().call()).extracting(ConsumerInfo::name).containsExactlyInAnyOrder("one", "two");
        assertThat(group.consumers().call()).extracting(ConsumerInfo::pending).containsExactlyInAnyOrder(0L, 1L);
        assertThat(group.deleteConsumer("two").call()).isEqualTo(1);
        assertThat(group.consumers().call()).hasSize(1);
    }

    // ---- bad input

    @Test
    void group_notThere_isRefusedByTheServer() {
        stream.add("a").call();
        assertThatThrownBy(() -> group.read("one", 1).call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("stream '" + name + "': XREADGROUP on ")
                .hasMessageContaining("NOGROUP");
        assertThatThrownBy(() -> group.await("one", 1, Duration.ofSeconds(1)).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("NOGROUP");
    }

    @Test
    void stream_otherKindThere_isNamed() {
        shelf.structures().bucket(name, String.class).set("a").call();
        String message = "what the server has under this name is no stream";
        assertThatThrownBy(() -> stream.add("a").call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> stream.range(StreamRange.all(), 1).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> group.create(StreamId.MIN).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(message);
    }

    @Test
    void stream_foreignEntries_areNamedWithoutShowingThem() {
        shelf.structures().stream(name, String.class, String.class)
                .add(Map.of("secret", "secret"))
                .call();
        assertThatThrownBy(() -> stream.range(StreamRange.all(), 10).call())
                .isInstanceOf(DecodingException.class)
                .hasMessage(
                        "stream '" + name
                                + "': an entry has no field 'value'; it was written by something else: use a stream of fields to read it");
        RedisStream<Map<String, Integer>> numbers = shelf.structures().stream(name, String.class, Integer.class);
        assertThatThrownBy(() -> numbers.last().call())
                .isInstanceOf(DecodingException.class)
                .message()
                .contains(name)
                .doesNotContain("secret");
        assertThat(stream.size().call()).isEqualTo(1);
    }

    @Test
    void arguments_wrong_areRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> stream.range(StreamRange.all(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count is less than 1: 0");
        assertThatThrownBy(() -> stream.await(StreamId.MIN, 1, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wait is negative");
        assertThatThrownBy(() -> stream.remove(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no ids");
        assertThatThrownBy(() -> stream.group(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name is empty");
        assertThatThrownBy(() -> group.read("", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("consumer is empty");
        assertThatThrownBy(() -> group.claim("one", Duration.ofMillis(-1), List.of(StreamId.MAX)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("idle is negative: -1");
        assertThatThrownBy(() -> StreamTrim.toLength(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length is negative: -1");
        assertThatThrownBy(() -> stream.add(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5-", "-5", "5-1-2", "a-b", "5-+1", "99999999999999999999-0", "(5-0"})
    void streamId_noId_isRefused(String text) {
        assertThatThrownBy(() -> StreamId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an id of a stream ");
    }

    @Test
    void streamId_anyId_isOrderedAndWrittenAsTheServerDoes() {
        assertThat(StreamId.MAX).hasToString("18446744073709551615-18446744073709551615");
        assertThat(StreamId.parse(StreamId.MAX.toString())).isEqualTo(StreamId.MAX);
        assertThat(StreamId.MAX).isGreaterThan(new StreamId(Long.MAX_VALUE, 5));
        assertThat(new StreamId(1, 2)).isGreaterThan(new StreamId(1, 1)).isLessThan(new StreamId(2, 0));
        assertThat(StreamId.of(Instant.ofEpochMilli(7))).hasToString("7-0");
    }
}
