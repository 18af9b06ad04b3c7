// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.Jambry;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Entries that programs in other languages write and read, by settings alone. */
class SharedFormatTest {

    record Book(String title, int pages, List<String> authors) {}

    private static final Book BOOK = new Book("Emma", 474, List.of("Jane Austen"));
    private static final String JSON = "{\"title\":\"Emma\",\"pages\":474,\"authors\":[\"Jane Austen\"]}";

    private final EmbeddedServer server = EmbeddedServer.shared("tests", EmbeddedSettings.DEFAULT);
    private final String namespace = "shared-" + UUID.randomUUID();
    private final CachingProvider provider = new JambryCachingProvider();
    private final Jedis jedis = new Jedis(server.host(), server.port());

    SharedFormatTest() {
        jedis.auth(server.password());
    }

    @AfterEach
    void close() {
        jedis.close();
        provider.close();
    }

    @Test
    void header_none_sharesJsonBothWays() {
        Cache<String, Book> books = cache("books", Book.class, Map.of("codec", "json", "header", "none"));

        books.put("emma", BOOK);
        jedis.set(key("books", "persuasion"), JSON.replace("Emma", "Persuasion"));

        assertThat(jedis.get(key("books", "emma"))).isEqualTo(JSON);
        assertThat(books.get("persuasion")).isEqualTo(new Book("Persuasion", 474, List.of("Jane Austen")));
        assertThat(books.replace("emma", BOOK, new Book("Emma", 1, List.of()))).isTrue();
        assertThat(jedis.get(key("books", "emma"))).isEqualTo("{\"title\":\"Emma\",\"pages\":1,\"authors\":[]}");
    }

    /** It does not bind the data: the same entries go on. */
    @Test
    void header_changed_keepsTheEntries() {
        cache("books", Book.class, Map.of("codec", "json")).put("full", BOOK);
        provider.close();
        Cache<String, Book> none = cache("books", Book.class, Map.of("codec", "json", "header", "none"));
        none.put("none", BOOK);
        assertThat(none.get("full")).isEqualTo(BOOK);
        provider.close();
        Cache<String, Book> full = cache("books", Book.class, Map.of("codec", "json"));
        assertThat(full.get("none")).isEqualTo(BOOK);
        assertThat(full.get("full")).isEqualTo(BOOK);
    }

    @Test
    void codecRead_namesWhatOthersWrite() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(JSON.getBytes(UTF_8));
        }
        Cache<String, Book> books =
                cache("books", Book.class, Map.of("codec", "kryo", "codec-read", "json, redisson-kryo5"));

        jedis.set(key("books", "json"), JSON);
        jedis.set(key("books", "gzip").getBytes(UTF_8), zipped.toByteArray());

        assertThat(books.get("json")).isEqualTo(BOOK);
        assertThat(books.get("gzip")).isEqualTo(BOOK);
    }

    @Test
    void codec_msgpack_isChosenByName() {
        Cache<String, Book> books = cache("books", Book.class, Map.of("codec", "msgpack"));
        books.put("emma", BOOK);
        assertThat(books.get("emma")).isEqualTo(BOOK);
        byte[] stored = jedis.get(key("books", "emma").getBytes(UTF_8));
        assertThat(stored).startsWith(0xC1, 0x90, 6, 0x83);
    }

    @Test
    void header_noneWithoutADeclaredType_isRefused() {
        assertThatThrownBy(() -> cache("books", Object.class, Map.of("codec", "json", "header", "none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'jambry.caches.books.header' is 'none'")
                .hasMessageContaining("declare the class of the values");
        // and nothing is left of it
        cache("books", Book.class, Map.of("codec", "json", "header", "none")).put("emma", BOOK);
    }

    private String key(String cache, String key) {
        return namespace + ":" + cache + ":{" + key + "}";
    }

    private <V> Cache<String, V> cache(String name, Class<V> type, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.setProperty("jambry.url", server.url());
        properties.setProperty("jambry.namespace", namespace);
        settings.forEach((key, value) -> properties.setProperty("jambry.caches." + name + "." + key, value));
        return provider.getCacheManager(
                        URI.create("jambry:" + type.getSimpleName()),
                        SharedFormatTest.class.getClassLoader(),
                        properties)
                .unwrap(Jambry.class)
                .getOrCreateCache(name, new MutableConfiguration<String, V>().setTypes(String.class, type));
    }
}
