// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheDefinitionException;
import io.jambry.LogLines;
import io.jambry.cache.Backing;
import io.jambry.cache.Parcel;
import io.jambry.codec.jackson.JsonCodec;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.LogRecord;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Codecs and compressors that change while several managers have a cache open. */
class RollingChangeTest {

    private static final String CACHE = "c";

    private final String namespace = "rolling-tests-" + UUID.randomUUID();
    private final List<CacheManager> managers = new ArrayList<>();
    private final LogLines warnings = LogLines.of(Notes.class.getName());

    @AfterEach
    void close() {
        warnings.close();
        for (CacheManager manager : managers) {
            if (!manager.isClosed()) {
                manager.getCacheNames().forEach(manager::destroyCache);
            }
            manager.getCachingProvider().close();
        }
    }

    /** A JVM with these settings of the cache. */
    private Cache<String, Parcel> open(String... settings) {
        return open(Backing.EMBEDDED, "false", settings);
    }

    private Cache<String, Parcel> openStrictly(String... settings) {
        return open(Backing.EMBEDDED, "true", settings);
    }

    private Cache<String, Parcel> open(Backing backing, String strict, String... settings) {
        Map<String, String> all = new TreeMap<>(Map.of("namespace", namespace, "strict", strict));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put("caches." + CACHE + "." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        CacheManager manager = backing.manager(all);
        managers.add(manager);
        return manager.createCache(
                CACHE, new MutableConfiguration<String, Parcel>().setTypes(String.class, Parcel.class));
    }

    private static void stop(Cache<?, ?> cache) {
        cache.getCacheManager().getCachingProvider().close();
    }

    private List<String> warned() {
        return warnings.all().stream().map(LogRecord::getMessage).toList();
    }

    @Test
    void open_othersWriteWhatIsNotReadHere_isRefusedNamingSettingAndValue() {
        Cache<String, Parcel> json = open("codec=json");

        assertThatThrownBy(this::open)
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("cache 'c' is open elsewhere (process "
                        + ProcessHandle.current().pid())
                .hasMessageContaining("with codec=json, whose values are not read here; for 'jambry.caches.c', add"
                        + " 'json' to 'codec-read'");
        assertThat(managers.get(1).getCacheNames()).containsExactly(CACHE);
        json.put("k", Parcel.of(1));

        assertThat(open("codec-read=json").get("k")).isEqualTo(Parcel.of(1));
    }

    @Test
    void open_othersCompressWhatIsNotReadHere_isRefusedNamingSettingAndValue() {
        open("compression=zstd", "compression-read=deflate,none");

        assertThatThrownBy(this::open)
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining(
                        "with compression=zstd, whose values are not read here; for 'jambry.caches.c', add"
                                + " 'zstd' to 'compression-read'");

        open("compression-read=zstd");
        assertThat(warned()).isEmpty();
    }

    @Test
    void open_othersDoNotReadWhatIsWrittenHere_isToldNamingThem() {
        open();
        open("codec-read=json");

        open("codec=json", "codec-read=jdk");

        assertThat(warned())
                .singleElement()
                .asString()
                .contains(
                        "cache 'c': values that are written here with codec=json are not read by others who have it open")
                .contains("(process " + ProcessHandle.current().pid())
                .contains("first add 'json' to 'codec-read' there");
    }

    @Test
    void open_othersDoNotReadWhatIsWrittenHereAndStrict_isRefused() {
        Cache<String, Parcel> old = open();

        assertThatThrownBy(() -> openStrictly("codec=json", "codec-read=jdk"))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("first add 'json' to 'codec-read' there")
                .hasMessageContaining("'strict' refuses that");

        // who was refused is not in the way of others
        old.put("k", Parcel.of(1));
        assertThat(openStrictly().get("k")).isEqualTo(Parcel.of(1));
    }

    @Test
    void rollingDeployment_inTheDocumentedOrder_isQuietAndEverybodyReadsEverything() {
        String[][] releases = {
            {},
            {"codec-read=json", "compression-read=zstd"},
            {"codec=json", "codec-read=jdk", "compression=zstd", "compression-from=10"},
            {"codec=json", "compression=zstd", "compression-from=10"}
        };
        List<Cache<String, Parcel>> servers = new ArrayList<>(List.of(openStrictly(), openStrictly()));
        for (int release = 1; release < releases.length; release++) {
            if (release == releases.length - 1) {
                // what was written at first is gone by then, or was migrated
                servers.get(0).removeAll();
            }
            for (int server = 0; server < servers.size(); server++) {
                stop(servers.get(server));
                servers.set(server, openStrictly(releases[release]));
                for (Cache<String, Parcel> writer : servers) {
                    for (int k = 0; k < servers.size(); k++) {
                        String key = "k" + servers.indexOf(writer) + "-" + release;
                        writer.put(key, Parcel.of(release));
                        assertThat(servers.get(k).get(key)).isEqualTo(Parcel.of(release));
                    }
                }
            }
        }
        assertThat(warned()).isEmpty();
    }

    @Test
    void open_codecsOfTheApplicationWithOneId_count() {
        Cache<String, Parcel> one = open("codec=" + Mine.class.getName());
        Cache<String, Parcel> other = openStrictly("codec=" + MineRenamed.class.getName());

        one.put("k", Parcel.of(1));

        assertThat(other.get("k")).isEqualTo(Parcel.of(1));
        assertThat(warned()).isEmpty();
        assertThatThrownBy(this::open).hasMessageContaining("add '" + Mine.class.getName());
    }

    @Test
    void open_memory_hasNobodyToCompareWith() {
        open(Backing.MEMORY, "true", "codec=json").put("k", Parcel.of(1));
        open(Backing.MEMORY, "true").put("k", Parcel.of(1));

        assertThat(warned()).isEmpty();
    }

    /** A codec of the application. */
    public static class Mine implements Codec {

        private final JsonCodec json;

        public Mine(CodecContext context) {
            json = new JsonCodec(context);
        }

        @Override
        public int id() {
            return 200;
        }

        @Override
        public String name() {
            return "mine";
        }

        @Override
        public byte[] encode(Object value) throws IOException {
            return json.encode(value);
        }

        @Override
        public Object decode(byte[] bytes, int offset, int length) throws IOException {
            return json.decode(bytes, offset, length);
        }
    }

    /** The same format after somebody has renamed its class. */
    public static final class MineRenamed extends Mine {

        public MineRenamed(CodecContext context) {
            super(context);
        }
    }
}
