// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.CacheSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.function.FunctionCache;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrategiesTest {

    private static final Duration TTL = Duration.ofMinutes(10);

    private final Jambry manager = Jambry.connect("memory:");
    private final Database database = new Database();

    @AfterEach
    void close() {
        manager.close();
    }

    /** A system of record that tells how it was used. */
    static final class Database {

        final Map<Long, String> rows = new ConcurrentHashMap<>();
        final List<String> log = new CopyOnWriteArrayList<>();
        final Set<Long> broken = ConcurrentHashMap.newKeySet();
        volatile Duration delay = Duration.ZERO;

        String find(Long key) throws Exception {
            log.add("find " + key);
            Thread.sleep(delay.toMillis());
            check(key);
            return rows.get(key);
        }

        void save(Long key, String value) throws Exception {
            log.add("save " + key);
            check(key);
            rows.put(key, value);
        }

        void delete(Long key) throws Exception {
            log.add("delete " + key);
            check(key);
            rows.remove(key);
        }

        private void check(Long key) throws Exception {
            if (broken.contains(key)) {
                throw new IOException("row " + key);
            }
        }
    }

    static class Aside extends CacheAsideStrategy<Long, String> {

        private final Database database;

        Aside(Jambry manager, Database database) {
            super(manager, "aside", Long.class, String.class, TTL);
            this.database = database;
        }

        @Override
        protected String load(Long key) throws Exception {
            return database.find(key);
        }
    }

    static class Ahead extends RefreshAheadStrategy<Long, String> {

        private final Database database;

        Ahead(Jambry manager, Database database, Duration ttl) {
            super(manager, "ahead", Long.class, String.class, ttl);
            this.database = database;
        }

        @Override
        protected String load(Long key) throws Exception {
            return database.find(key);
        }

        @Override
        protected FunctionCache<Long, String> adjust(FunctionCache<Long, String> reads) {
            return reads.earlyRefresh(100);
        }
    }

    static class Through extends ReadThroughStrategy<Long, String> {

        private final Database database;

        Through(Jambry manager, Database database) {
            super(manager, "through", Long.class, String.class, TTL);
            this.database = database;
        }

        @Override
        protected String load(Long key) throws Exception {
            return database.find(key);
        }
    }

    static class WriteThrough extends WriteThroughStrategy<Long, String> {

        private final Database database;

        WriteThrough(Jambry manager, Database database) {
            super(manager, "written", Long.class, String.class, TTL);
            this.database = database;
        }

        @Override
        protected String load(Long key) throws Exception {
            return database.find(key);
        }

        @Override
        protected void write(Long key, String value) throws Exception {
            database.save(key, value);
        }

        @Override
        protected void delete(Long key) throws Exception {
            database.delete(key);
        }
    }

    static class Behind extends WriteBehindStrategy<Long, String> {

        private final Database database;

        Behind(Jambry manager, Database database) {
            super(manager, "behind", Long.class, String.class, TTL);
            this.database = database;
        }

        @Override
        protected String load(Long key) throws Exception {
            return database.find(key);
        }

        @Override
        protected void write(Long key, String value) throws Exception {
            database.save(key, value);
        }

        @Override
        protected void delete(Long key) throws Exception {
            database.delete(key);
        }

        @Override
        protected void writeAll(Map<Long, String> values) {
            database.log.add("save all " + values.size());
            database.rows.putAll(values);
        }

        @Override
        protected CacheSettings settings() {
            return CacheSettings.builder().writeDelay(Duration.ofMillis(200)).build();
        }
    }

    private static long millisToLive(JambryCache<Long, String> cache, Long key) {
        var rest = cache.timeToLive(key).orElseThrow();
        return rest.getTimeUnit().toMillis(rest.getDurationAmount());
    }

    @Test
    void cacheAside_readsOnce_forTheDefaultTimeToLive() {
        Aside aside = new Aside(manager, database);
        database.rows.put(1L, "one");

        assertThat(aside.get(1L)).isEqualTo("one");
        assertThat(aside.get(1L)).isEqualTo("one");
        assertThat(aside.get(2L)).isNull();

        assertThat(database.log).containsExactly("find 1", "find 2");
        assertThat(aside.cache().getName()).isEqualTo("aside");
        assertThat(millisToLive(aside.cache(), 1L)).isBetween(300_000L, 600_000L);
    }

    @Test
    void cacheAside_several_readsThoseThatAreMissing() {
        Aside aside = new Aside(manager, database);
        database.rows.putAll(Map.of(1L, "one", 2L, "two"));
        aside.get(1L);

        assertThat(aside.getAll(Set.of(1L, 2L, 3L))).isEqualTo(Map.of(1L, "one", 2L, "two"));

        assertThat(database.log).startsWith("find 1").containsExactlyInAnyOrder("find 1", "find 2", "find 3");
    }

    @Test
    void cacheAside_change_evictsAfterwards_alsoWhenItFails() throws Exception {
        Aside aside = new Aside(manager, database);
        database.rows.put(1L, "one");
        aside.get(1L);

        assertThat(aside.<String>change(1L, () -> {
                    assertThat(aside.cache().containsKey(1L)).isTrue();
                    return database.rows.put(1L, "uno");
                }))
                .isEqualTo("one");
        assertThat(aside.get(1L)).isEqualTo("uno");

        assertThatThrownBy(() -> aside.change(1L, () -> {
                    database.rows.put(1L, "eins");
                    throw new IOException("connection lost");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("connection lost");
        assertThat(aside.get(1L)).isEqualTo("eins");
    }

    @Test
    void cacheAside_cacheWasClosed_isOpenedAgain() {
        Aside aside = new Aside(manager, database);
        database.rows.put(1L, "one");
        JambryCache<Long, String> cache = aside.cache();
        cache.put(1L, "one");
        manager.destroyCache("aside");

        assertThat(aside.get(1L)).isEqualTo("one");
        assertThat(aside.cache()).isNotSameAs(cache);
    }

    @Test
    void strategiesThatRead_systemOfRecordFails_sayTheSame() {
        database.broken.add(1L);

        for (CachingStrategy<Long, String> strategy : List.of(
                new Aside(manager, database),
                new Ahead(manager, database, TTL),
                new Through(manager, database),
                new WriteThrough(manager, database))) {
            assertThatThrownBy(() -> strategy.get(1L))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasRootCauseMessage("row 1");
            assertThatThrownBy(() -> strategy.getAll(Set.of(1L))).isInstanceOf(CacheLoaderException.class);
        }
    }

    @Test
    void readThrough_cacheReadsTheSystemOfRecord_whoeverAsksIt() {
        Through through = new Through(manager, database);
        database.rows.putAll(Map.of(1L, "one", 2L, "two"));

        assertThat(through.get(1L)).isEqualTo("one");
        assertThat(through.cache().get(1L)).isEqualTo("one");
        assertThat(manager.getCache("through", Long.class, String.class).get(2L))
                .isEqualTo("two");
        assertThat(through.getAll(Set.of(1L, 2L, 3L))).hasSize(2);

        assertThat(database.log).containsExactly("find 1", "find 2", "find 3");
        assertThat(millisToLive(through.cache(), 1L)).isBetween(300_000L, 600_000L);
    }

    @Test
    void readThrough_evict_leavesTheSystemOfRecordAlone() {
        Through through = new Through(manager, database);
        database.rows.put(1L, "one");
        through.get(1L);
        database.rows.put(1L, "uno");

        through.evict(1L);

        assertThat(through.get(1L)).isEqualTo("uno");
    }

    @Test
    void writeThrough_writesTheSystemOfRecordFirst_andOnlyThenShows() {
        WriteThrough written = new WriteThrough(manager, database);
        written.put(1L, "one");
        assertThat(database.rows).containsEntry(1L, "one");
        assertThat(written.get(1L)).isEqualTo("one");

        database.broken.add(1L);
        assertThatThrownBy(() -> written.put(1L, "uno"))
                .isInstanceOf(CacheWriterException.class)
                .hasRootCauseMessage("row 1");
        assertThatThrownBy(() -> written.remove(1L)).isInstanceOf(CacheWriterException.class);
        assertThat(written.get(1L)).isEqualTo("one");
        database.broken.clear();
        written.remove(1L);

        assertThat(database.rows).isEmpty();
        assertThat(written.cache().containsKey(1L)).isFalse();
        assertThat(database.log).containsExactly("save 1", "save 1", "delete 1", "delete 1");
    }

    @Test
    void writeThrough_evict_leavesTheSystemOfRecordAlone() {
        WriteThrough written = new WriteThrough(manager, database);
        written.put(1L, "one");

        written.evict(1L);

        assertThat(written.cache().timeToLive(1L)).isEmpty();
        assertThat(database.rows).containsEntry(1L, "one");
        assertThat(written.get(1L)).isEqualTo("one");
        assertThat(database.log).containsExactly("save 1", "find 1");
    }

    @Test
    void writeThrough_ttlOfOneValue_goesBeforeTheDefault() {
        WriteThrough written = new WriteThrough(manager, database);

        written.put(1L, "one", Duration.ofHours(1));
        written.put(2L, "two");

        assertThat(millisToLive(written.cache(), 1L)).isBetween(1_800_000L, 3_600_000L);
        assertThat(millisToLive(written.cache(), 2L)).isBetween(300_000L, 600_000L);
        assertThat(database.rows).hasSize(2);
    }

    @Test
    void writeThrough_severalOfWhichOneFails_showsExactlyThoseThatAreWritten() {
        WriteThrough written = new WriteThrough(manager, database);
        database.broken.add(2L);

        assertThatThrownBy(() -> written.cache().putAll(Map.of(1L, "one", 2L, "two", 3L, "three")))
                .isInstanceOf(CacheWriterException.class);

        Set<Long> shown = new HashSet<>();
        written.cache().forEach(entry -> shown.add(entry.getKey()));
        assertThat(shown).isEqualTo(database.rows.keySet()).doesNotContain(2L);

        written.cache().putAll(Map.of(1L, "one", 3L, "three"));
        assertThatThrownBy(() -> written.cache().removeAll(Set.of(1L, 2L, 3L)))
                .isInstanceOf(CacheWriterException.class);
        shown.clear();
        written.cache().forEach(entry -> shown.add(entry.getKey()));
        assertThat(shown).isEqualTo(database.rows.keySet());
    }

    @Test
    void writeBehind_showsAtOnce_andWritesLater() {
        Properties settings = Jambry.propertiesByUrl("embedded:function-tests");
        settings.setProperty("jambry.namespace", "strategies-" + UUID.randomUUID());
        try (Jambry server = Jambry.connect(settings)) {
            Behind behind = new Behind(server, database);
            behind.put(1L, "one");
            behind.put(1L, "uno");
            behind.put(2L, "two");

            assertThat(behind.get(1L)).isEqualTo("uno");
            behind.evict(1L);
            assertThat(behind.get(1L))
                    .as("what waits is not lost with its entry")
                    .isEqualTo("uno");
            assertThat(behind.queue().awaitDelivery(Duration.ofSeconds(30))).isTrue();

            assertThat(database.rows).isEqualTo(Map.of(1L, "uno", 2L, "two"));
            assertThat(database.log).anyMatch(entry -> entry.startsWith("save"));
            server.destroy();
        }
    }

    @Test
    void writeBehind_inMemory_isRefusedByTheProvider() {
        Behind behind = new Behind(manager, database);

        assertThatThrownBy(behind::cache).hasMessageContaining("write-behind");
    }

    @Test
    void refreshAhead_entryNearItsEnd_isLoadedAnewWhileCallersHaveTheOldOne() {
        database.delay = Duration.ofMillis(100);
        Ahead ahead = new Ahead(manager, database, Duration.ofSeconds(30));
        database.rows.put(1L, "old");
        assertThat(ahead.get(1L)).isEqualTo("old");
        database.rows.put(1L, "new");

        assertThat(ahead.get(1L)).isEqualTo("old");
        // of a load that takes 100 ms, a hundred times that before the end on average: so some call is soon early
        // enough
        await().atMost(25, TimeUnit.SECONDS).until(() -> "new".equals(ahead.get(1L)));

        assertThat(database.log).contains("find 1");
    }

    @Test
    void cacheOfAnother_whoDoesNotLoad_isRefused() {
        manager.createCache("through", new MutableConfiguration<Long, String>().setTypes(Long.class, String.class));

        assertThatThrownBy(() -> new Through(manager, database).get(1L))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cache 'through' was opened in this manager by somebody else, so it does not load as "
                        + Through.class.getName()
                        + " says: let that open it first, or name another namespace");
    }

    @Test
    void badInput_isRefused() {
        WriteThrough written = new WriteThrough(manager, database);

        assertThatThrownBy(() -> new Ahead(manager, database, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ttl is PT0S: give a millisecond at least");
        assertThatThrownBy(() -> written.put(1L, "one", Duration.ofNanos(1)))
                .hasMessage("ttl is PT0.000000001S: give a millisecond at least");
        assertThatThrownBy(() -> new Aside(null, database)).hasMessage("manager");
    }
}
