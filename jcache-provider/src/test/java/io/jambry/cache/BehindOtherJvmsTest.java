// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Write-behind of JVMs that are killed. */
class BehindOtherJvmsTest {

    private static final int JVMS = 2;
    private static final Map<String, String> SETTINGS = Map.of(
            "defaults.write-behind", "true",
            "defaults.write-delay", "20ms",
            "defaults.write-lease", "1s",
            "defaults.write-batch-size", "10");

    private final String name = "behind-jvms-" + UUID.randomUUID();
    private final CacheManager manager = Backing.EMBEDDED.manager(SETTINGS);
    private final ConnectionSettings connection = manager.unwrap(Jambry.class).connection();
    private final Shop shop = new Shop(
            name, connection.host(), connection.port(), connection.password().orElseThrow());
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        manager.destroyCache(name);
        manager.getCachingProvider().close();
        shop.clear();
    }

    @Test
    void put_everyJvmKilled_losesNoAcknowledgedWriteAndNoOrder() throws Exception {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            Process process = child("write", "jvm" + i + "-");
            Thread reader = new Thread(() -> read(process, acknowledged));
            reader.start();
            readers.add(reader);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> acknowledged.values().stream()
                                        .filter(number -> number > 200)
                                        .count()
                                >= JVMS * BehindJvm.KEYS / 2
                        && shop.writes().size() > 100);

        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        for (Thread reader : readers) {
            reader.join();
        }
        int before = shop.writes().size();
        JambryCache<String, Long> cache =
                JambryCache.of(manager.createCache(name, BehindJvm.configuration(shop.writer())));
        assertThat(cache.writeBehind().orElseThrow().awaitDelivery(Duration.ofSeconds(30)))
                .isTrue();

        List<String> writes = shop.writes();
        Map<String, Long> last = new HashMap<>();
        for (String write : writes) {
            String key = write.substring(0, write.indexOf('='));
            long number = Long.parseLong(write.substring(write.indexOf('=') + 1));
            assertThat(number).as("order of " + key).isGreaterThanOrEqualTo(last.getOrDefault(key, 0L));
            last.put(key, number);
        }
        assertThat(acknowledged).hasSizeGreaterThan(JVMS * BehindJvm.KEYS / 2);
        acknowledged.forEach((key, number) -> {
            // one more may have been queued when its JVM was killed
            assertThat(last).containsKey(key);
            assertThat(last.get(key)).as(key).isGreaterThanOrEqualTo(number);
            assertThat(cache.get(key))
                    .as("cache and system of record for " + key)
                    .isLessThanOrEqualTo(last.get(key));
        });
        assertThat(writes.size()).as("what the killed JVMs left").isGreaterThan(before);
    }

    private static void read(Process process, Map<String, Long> acknowledged) {
        try (BufferedReader lines = reader(process)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.indexOf('=');
                // the last line may be torn
                if (equals > 0 && equals < line.length() - 1) {
                    acknowledged.merge(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)), Math::max);
                }
            }
        } catch (IOException e) {
            // it was killed
        }
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void drainer_killedAtWork_isFollowedWithinItsLease() throws Exception {
        Process process = child("hang", "k");
        try (BufferedReader lines = reader(process)) {
            assertThat(lines.readLine()).isEqualTo("hangs");
        }
        JambryCache<String, Long> cache =
                JambryCache.of(manager.createCache(name, BehindJvm.configuration(shop.writer())));
        // while the other renews its lease, nobody takes its work
        Awaitility.await()
                .during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> shop.writes().isEmpty());

        process.destroyForcibly().waitFor();
        long killed = System.nanoTime();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> shop.writes().equals(List.of("k=1")));
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));
        assertThat(cache.writeBehind().orElseThrow().awaitDelivery(Duration.ofSeconds(5)))
                .isTrue();
    }

    private Process child(String what, String prefix) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BehindJvm.class.getName(),
                what,
                name,
                prefix,
                shop.host(),
                Integer.toString(shop.port()),
                shop.password());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Properties all = connection.toProperties();
        Backing.properties(SETTINGS).forEach(all::put);
        all.forEach((key, value) -> builder.environment()
                .put(
                        String.valueOf(key)
                                .toUpperCase(Locale.ROOT)
                                .replace('.', '_')
                                .replace('-', '_'),
                        (String) value));
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
