// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.codec.zstd.Orders;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.provider.JambryCachingProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.json.JsonMapper;

/** A dictionary from the values on a server, and what it makes of others, by settings alone. */
class TrainDictionaryTest {

    record Customer(String name, String email, String city, String postcode) {}

    record Line(String sku, int quantity, BigDecimal price) {}

    record Order(
            UUID id,
            Customer customer,
            String state,
            Instant created,
            BigDecimal total,
            String currency,
            List<Line> lines) {}

    private final EmbeddedServer server = EmbeddedServer.shared("tests", EmbeddedSettings.DEFAULT);
    private final String url = server.url();
    private final String namespace = "train-" + UUID.randomUUID();
    private final CachingProvider provider = new JambryCachingProvider();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void dictionary_fromTheValuesOfACache_takesAwaySixtyPercentOfOthers() throws IOException {
        Path file = directory.resolve("orders.zdict");
        Map<String, Order> known = orders(3000, 1);
        Cache<String, Order> before = cache("orders", Map.of());
        before.putAll(known);

        assertThat(run("--cache", "orders", "--output", file.toString()))
                .as(err.toString(UTF_8))
                .isZero();
        assertThat(out.toString(UTF_8))
                .contains("trained from 2700 values of cache 'orders'")
                .contains("300 other values of ")
                .contains("compression-dictionaries=file:" + file.toAbsolutePath());
        assertThat(Files.size(file)).isLessThanOrEqualTo(16_384);

        Map<String, String> settings = Map.of(
                "compression", "zstd",
                "compression-from", "64",
                "compression-dictionaries", "file:" + file);
        Map<String, Order> others = orders(1000, 2);
        cache("plain", Map.of()).putAll(others);
        Cache<String, Order> shrunk = cache("shrunk", settings);
        shrunk.putAll(others);
        assertThat(shrunk.getAll(others.keySet())).isEqualTo(others);

        double plain = stored("plain", others);
        double small = stored("shrunk", others);
        System.out.printf(
                "[jambry] stored values of %.0f bytes take %.0f with a dictionary from other values of a server (%.1f %% less)%n",
                plain / others.size(), small / others.size(), 100 * (1 - small / plain));
        assertThat(plain / others.size()).isBetween(280.0, 320.0);
        assertThat(small / plain).isLessThanOrEqualTo(0.40);

        // what was written without it is read with it
        provider.close();
        assertThat(cache("orders", settings).getAll(known.keySet())).isEqualTo(known);
        // and what was written with it is not read without it
        provider.close();
        Cache<String, Order> without = cache("shrunk", Map.of("compression", "zstd"));
        assertThatThrownBy(() -> without.get(others.keySet().iterator().next()))
                .hasMessageContaining("it was compressed with dictionary ")
                .hasMessageContaining("which this cache has not");
    }

    @Test
    void dictionary_fromCompressedValues_isAsGood() throws IOException {
        Path first = directory.resolve("first.zdict");
        Path second = directory.resolve("second.zdict");
        cache("plain", Map.of()).putAll(orders(1000, 3));
        assertThat(run("--cache", "plain", "--output", first.toString(), "--size", "8192"))
                .isZero();
        Map<String, String> settings = Map.of(
                "compression", "zstd",
                "compression-from", "64",
                "compression-dictionaries", "file:" + first);
        cache("compressed", settings).putAll(orders(1000, 4));
        provider.close();

        String[] given = {
            "--cache",
            "compressed",
            "--output",
            second.toString(),
            "--size",
            "8192",
            "--samples",
            "900",
            "--caches.compressed.compression",
            "zstd",
            "--caches.compressed.compression-dictionaries",
            "file:" + first
        };
        assertThat(run(given)).as(err.toString(UTF_8)).isZero();

        assertThat(out.toString(UTF_8)).contains("trained from 810 values of cache 'compressed'");
        Map<String, Order> others = orders(200, 5);
        Map<String, String> both = new HashMap<>(settings);
        both.put("compression-dictionaries", "file:" + second + ", file:" + first);
        Cache<String, Order> cache = cache("compressed", both);
        cache.clear();
        cache.putAll(others);
        assertThat(stored("compressed", others) / others.size()).isLessThan(120);
    }

    @Test
    void values_tooFew_areRefused() {
        cache("few", Map.of()).putAll(orders(99, 6));
        Path file = directory.resolve("few.zdict");

        assertThat(run("--cache", "few", "--output", file.toString())).isEqualTo(TrainDictionary.REFUSED);

        assertThat(err.toString(UTF_8))
                .contains("cache 'few' has 99 values that can be opened; a dictionary needs 100 at least");
        assertThat(file).doesNotExist();
    }

    @Test
    void cache_thatIsNotThere_isRefusedNamingThoseThatAre() {
        cache("orders", Map.of());

        assertThat(run("--cache", "oders", "--output", directory.resolve("x").toString()))
                .isEqualTo(TrainDictionary.REFUSED);

        assertThat(err.toString(UTF_8))
                .contains("there is no cache 'oders' in namespace '" + namespace + "', which has [orders]");
    }

    @Test
    void file_thatIsThere_isLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("old.zdict"), "old");

        assertThat(run("--cache", "orders", "--output", file.toString())).isEqualTo(TrainDictionary.REFUSED);

        assertThat(err.toString(UTF_8)).contains("file " + file + " exists");
        assertThat(file).hasContent("old");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cache a | '--output' is missing",
                "--output a | '--cache' is missing",
                "cache a | 'cache' is no --name with a value behind it",
                "--cache | '--cache' is no --name with a value behind it",
                "--cache a --cache b | '--cache' is there twice",
                "--cache a --output b --size 1 | '--size' is '1', which is not a whole number from 256 to 1048576",
                "--cache a --output b --samples x | '--samples' is 'x', which is not a whole number from 100 to 1000000"
            })
    void arguments_thatAreWrong_areToldWithTheUsage(String arguments, String message) {
        assertThat(TrainDictionary.run(stream(out), stream(err), arguments.split(" ")))
                .isEqualTo(TrainDictionary.MISUSED);
        assertThat(err.toString(UTF_8)).contains(message).contains("usage: java -cp");
    }

    @Test
    void location_thatHasNoDictionary_isRefusedWhenTheCacheIsOpened() throws IOException {
        Path none = Files.writeString(directory.resolve("none.zdict"), "none at all");
        for (String location : List.of("file:" + none, "file:" + directory.resolve("nowhere"), "classpath:nowhere")) {
            assertThatThrownBy(
                            () -> cache("orders", Map.of("compression", "zstd", "compression-dictionaries", location)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(
                            "cache 'orders': setting 'jambry.caches.orders.compression-dictionaries' names " + location
                                    + ", which ");
            provider.close();
        }
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(new String[] {"--url", url, "--namespace", namespace}, 0, all, arguments.length, 4);
        return TrainDictionary.run(stream(out), stream(err), all);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, /* autoFlush= */ true, UTF_8);
    }

    /** A cache of a manager whose settings for it are these, and codec json. */
    private Cache<String, Order> cache(String name, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.setProperty("jambry.url", url);
        properties.setProperty("jambry.namespace", namespace);
        properties.setProperty("jambry.caches." + name + ".codec", "json");
        settings.forEach((key, value) -> properties.setProperty("jambry.caches." + name + "." + key, value));
        return provider.getCacheManager(
                        URI.create("jambry:" + name + settings.hashCode()),
                        TrainDictionaryTest.class.getClassLoader(),
                        properties)
                .unwrap(io.jambry.Jambry.class)
                .getOrCreateCache(name, new MutableConfiguration<String, Order>().setTypes(String.class, Order.class));
    }

    private static Map<String, Order> orders(int count, long seed) {
        Map<String, Order> orders = new HashMap<>();
        for (byte[] json : Orders.json(count, seed)) {
            Order order = JsonMapper.shared().readValue(json, Order.class);
            orders.put(order.id().toString(), order);
        }
        return orders;
    }

    /** How many bytes values take on the server. */
    private double stored(String cache, Map<String, Order> orders) {
        try (Jedis jedis = new Jedis(server.host(), server.port())) {
            jedis.auth(server.password());
            return orders.keySet().stream()
                    .mapToLong(key -> jedis.strlen(namespace + ":" + cache + ":{" + key + "}"))
                    .sum();
        }
    }
}
