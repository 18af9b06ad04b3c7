// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeySpaceTest {

    private Shelf shelf;
    private KeySpace keys;

    @BeforeEach
    void open() {
        shelf = Shelf.open();
        keys = shelf.structures().keys();
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void matching_patterns_stayWithinTheNamespace() {
        fill("a", 3);
        try (Shelf other = Shelf.open()) {
            other.structures()
                    .map("a0", String.class, String.class)
                    .put("k", "v")
                    .call();
            assertThat(keys.matching("*").count()).isEqualTo(3);
            assertThat(texts(keys.matching("{a?}")))
                    .isEqualTo(Set.of(
                            shelf.namespace() + ":{a0}", shelf.namespace() + ":{a1}", shelf.namespace() + ":{a2}"));
            assertThat(texts(keys.everywhere().matching(shelf.namespace() + ":*")))
                    .hasSize(3);
            assertThat(keys.everywhere().matching("shelf-*{a0}").stream()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(other.structures()
                            .map("a0", String.class, String.class)
                            .exists()
                            .call())
                    .isTrue();
        }
    }

    @Test
    void matching_cacheGroupAndStructures_areToldApart() {
        Cache<String, String> books = shelf.manager()
                .createCache("books", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
        books.put("b", "v");
        fill("s", 1);
        shelf.structures()
                .group("cart")
                .map("goods", String.class, String.class)
                .put("k", "v")
                .call();
        assertThat(keys.matching("books:{*").count()).isEqualTo(1);
        assertThat(keys.matching("{cart}:*").count()).isEqualTo(1);
        assertThat(keys.matching("{*").count()).isEqualTo(2);
        assertThat(keys.matching("*").count()).isEqualTo(3);
        assertThat(keys.everywhere().matching(shelf.namespace() + ":*").count())
                .as("the register of the namespace, too")
                .isGreaterThan(3);
        assertThat(keys.matching("*").delete().changed()).isEqualTo(3);
        assertThat(books.get("b")).isNull();
        books.put("b", "still registered");
        assertThat(books.get("b")).isEqualTo("still registered");
    }

    @Test
    void iterator_manyKeys_meetsEachOfThem() {
        Set<String> expected = fill("many", 2500);
        Set<String> met = new HashSet<>();
        for (ServerKey key : keys.matching("*")) {
            met.add(key.text());
        }
        assertThat(met).isEqualTo(expected);
        assertThat(keys.matching("nothing*").iterator().hasNext()).isFalse();
        assertThatThrownBy(() -> keys.matching("nothing*").iterator().next())
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void delete_dryRun_changesNothing() {
        fill("d", 20);
        KeyReport dry = keys.matching("{d*").dryRun().delete();
        assertThat(dry.met()).isEqualTo(20);
        assertThat(dry.changed()).isZero();
        assertThat(dry.dryRun()).isTrue();
        assertThat(keys.matching("{d*").dryRun().expire(Duration.ofMillis(1)).met())
                .isEqualTo(20);
        assertThat(keys.matching("{d*").count()).isEqualTo(20);

        KeyReport done = keys.matching("{d*").delete();
        assertThat(done.changed()).isEqualTo(20);
        assertThat(done.dryRun()).isFalse();
        assertThat(keys.matching("*").count()).isZero();
    }

    @Test
    void expire_someKeys_givesThemAnEnd() {
        fill("e", 10);
        assertThat(keys.matching("{e1*").expire(Duration.ofHours(1)).changed()).isEqualTo(1);
        assertThat(keys.timeToLive(keys.of("e1")).call().orElseThrow())
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(keys.timeToLive(keys.of("e2")).call()).isEmpty();
        assertThatThrownBy(() -> keys.matching("*").expire(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeToLive is shorter than a millisecond: PT0S");
    }

    @Test
    void ofType_twoTypes_selectsOne() {
        fill("t", 4);
        shelf.structures()
                .rateLimiter("limit", RateLimit.steady(1, Duration.ofHours(1)))
                .tryAcquire()
                .call();
        assertThat(keys.matching("*").ofType("hash").count()).isEqualTo(4);
        assertThat(texts(keys.matching("*").ofType("string"))).containsExactly(shelf.namespace() + ":{limit}");
    }

    @Test
    void delete_atAPace_takesItsTimeAndTellsHowFarItIs() {
        fill("p", 300);
        List<KeyProgress> told = new ArrayList<>();
        KeyReport report =
                keys.matching("{p*").atMost(1000).watchedBy(told::add).delete();
        assertThat(report.changed()).isEqualTo(300);
        // the last page need not be waited for
        assertThat(report.elapsed()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(30));
        assertThat(told.size()).isGreaterThan(2);
        assertThat(told).extracting(KeyProgress::changed).isSorted().last().isEqualTo(300L);
        assertThat(told).extracting(KeyProgress::elapsed).isSorted();
    }

    @Test
    void delete_watcherThrows_endsThere() {
        fill("w", 5);
        RuntimeException enough = new IllegalStateException("enough");
        assertThatThrownBy(() -> keys.matching("*")
                        .watchedBy(progress -> {
                            throw enough;
                        })
                        .count())
                .isSameAs(enough);
    }

    @Test
    void delete_interruptedWhileItWaits_isCancelled() {
        fill("i", 200);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> keys.matching("*").atMost(1).count())
                    .isInstanceOf(CancellationException.class)
                    .hasMessageStartingWith("interrupted after ")
                    .hasMessageEndingWith(" keys, which are done; begin again for the others");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void renameAndCopy_presentTarget_isKeptOrReplaced() {
        fill("x", 2);
        ServerKey one = keys.of("x0");
        ServerKey two = keys.of("x1");
        ServerKey free = keys.of("free");
        assertThat(keys.copy(one, two, IfPresent.KEEP).call()).isFalse();
        assertThat(keys.copy(one, two, IfPresent.REPLACE).call()).isTrue();
        assertThat(keys.copy(one, free, IfPresent.KEEP).call()).isTrue();
        assertThat(keys.rename(one, two, IfPresent.KEEP).call()).isFalse();
        assertThat(keys.rename(one, two, IfPresent.REPLACE).call()).isTrue();
        assertThat(keys.exists(one).call()).isFalse();
        assertThat(keys.copy(one, free, IfPresent.REPLACE).call()).isFalse();
        assertThatThrownBy(() -> keys.rename(one, two, IfPresent.REPLACE).call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("keys of namespace '" + shelf.namespace() + "': RENAME on ")
                .hasMessageContaining("no such key");
    }

    @Test
    void dumpAndRestore_somethingThere_isTheSameAgain() {
        RedisMap<String, String> map = shelf.structures().map("map", String.class, String.class);
        map.put("k", "v").call();
        byte[] dump = keys.dump(keys.of("map")).call().orElseThrow();
        assertThat(keys.dump(keys.of("absent")).call()).isEmpty();
        keys.restore(keys.of("copy"), dump, Duration.ofHours(1), IfPresent.KEEP).call();
        assertThat(shelf.structures()
                        .map("copy", String.class, String.class)
                        .get("k")
                        .call())
                .contains("v");
        assertThat(keys.timeToLive(keys.of("copy")).call()).isPresent();
        keys.restore(keys.of("copy"), dump, IfPresent.REPLACE).call();
        assertThat(keys.timeToLive(keys.of("copy")).call()).isEmpty();
        assertThatThrownBy(() ->
                        keys.restore(keys.of("copy"), dump, IfPresent.KEEP).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("BUSYKEY");
        assertThatThrownBy(() -> keys.restore(keys.of("bad"), new byte[] {1, 2, 3}, IfPresent.KEEP)
                        .call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("RESTORE on ");
    }

    @Test
    void lookingAtKeys_thereAndAbsent_tellsWhatIsThere() {
        fill("l", 1);
        ServerKey there = keys.of("l0");
        ServerKey absent = keys.of("absent");
        assertThat(keys.type(there).call()).contains("hash");
        assertThat(keys.type(absent).call()).isEmpty();
        assertThat(keys.touch(there).call()).isTrue();
        assertThat(keys.touch(absent).call()).isFalse();
        assertThat(keys.idleTime(there).call().orElseThrow()).isLessThan(Duration.ofMinutes(1));
        assertThat(keys.idleTime(absent).call()).isEmpty();
        assertThat(keys.memory(there).call().orElseThrow()).isPositive();
        assertThat(keys.memory(absent).call()).isEmpty();
        assertThat(keys.expire(there, Duration.ofHours(1)).call()).isTrue();
        assertThat(keys.persist(there).call()).isTrue();
        assertThat(keys.persist(there).call()).isFalse();
        assertThat(keys.delete(there).call()).isTrue();
        assertThat(keys.exists(there).call()).isFalse();
    }

    @Test
    void serverKey_equalBytes_isEqualAndTellsNoName() {
        ServerKey key = keys.of("secret");
        assertThat(key)
                .isEqualTo(ServerKey.verbatim(key.bytes()))
                .hasSameHashCodeAs(ServerKey.verbatim(key.text()))
                .isNotEqualTo(keys.of("other"));
        assertThat(key.toString()).doesNotContain("secret").startsWith("key of ");
        assertThat(shelf.structures().keyOf("secret")).isEqualTo(key.bytes());
    }

    @Test
    void matching_emptyPattern_isRefused() {
        assertThatThrownBy(() -> keys.matching(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern is empty; give * for all keys of namespace '" + shelf.namespace() + "'");
        assertThatThrownBy(() -> keys.everywhere().matching(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern is empty; give * for all keys of the database");
        assertThatThrownBy(() -> keys.matching("*").atMost(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keys per second are less than 1: 0");
    }

    private Set<String> fill(String prefix, int number) {
        Batch batch = shelf.structures().batch();
        for (int i = 0; i < number; i++) {
            batch.add(shelf.structures()
                    .map(prefix + i, String.class, String.class)
                    .put("k", "v"));
        }
        batch.execute();
        return IntStream.range(0, number)
                .mapToObj(i -> shelf.namespace() + ":{" + prefix + i + "}")
                .collect(Collectors.toSet());
    }

    private static Set<String> texts(KeySelection selection) {
        return selection.stream().map(ServerKey::text).collect(Collectors.toSet());
    }
}
