// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.spi.NodeStatus;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** A provider with two caches that live through a fault: one of numbers, one of texts. Thread-safe. */
final class Client implements AutoCloseable {

    static final String NUMBERS = "numbers";
    static final String TEXTS = "texts";

    /** Short ones, so that what a fault leaves behind is over soon. */
    private static final Duration INVOKE_LEASE = Duration.ofSeconds(1);

    private static final Duration INVOKE_WAIT = Duration.ofSeconds(2);

    private final JambryCachingProvider provider = new JambryCachingProvider();
    private final CacheManager manager;
    private final JambryCache<String, Long> numbers;
    private final Cache<String, String> texts;
    private final Duration timeout;

    private Client(String url, Duration timeout, Map<String, String> settings) {
        this.timeout = timeout;
        manager = provider.getCacheManager(URI.create(url), null, properties(settings(timeout, settings)));
        numbers = JambryCache.of(manager.createCache(
                NUMBERS, new MutableConfiguration<String, Long>().setTypes(String.class, Long.class)));
        texts = manager.createCache(
                TEXTS, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    /** Opens both caches in a namespace of their own. */
    static Client open(String url, Duration timeout, Map<String, String> settings) {
        return new Client(url, timeout, settings);
    }

    /** What is set, without {@code jambry.}, if nothing else is given. */
    static Map<String, String> settings(Duration timeout, Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        all.put("timeout", timeout.toMillis() + "ms");
        all.put("defaults.invoke-lease", INVOKE_LEASE.toMillis() + "ms");
        all.put("defaults.invoke-wait", INVOKE_WAIT.toMillis() + "ms");
        all.put("namespace", "faults-" + UUID.randomUUID());
        all.putAll(given);
        return all;
    }

    static Properties properties(Map<String, String> settings) {
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.setProperty("jambry." + key, value));
        return properties;
    }

    JambryCache<String, Long> numbers() {
        return numbers;
    }

    Cache<String, String> texts() {
        return texts;
    }

    /** What an operation of one command may take. */
    Duration deadline() {
        return timeout;
    }

    /** What an exclusive update may take: one wait for this JVM and others, a claim and a commit. */
    Duration updateDeadline() {
        return updateDeadlineAfter(INVOKE_WAIT);
    }

    /** The same where the wait is another one. */
    Duration updateDeadlineAfter(Duration invokeWait) {
        return invokeWait.plus(timeout.multipliedBy(2));
    }

    List<NodeStatus> nodes() {
        return manager.unwrap(Jambry.class).nodes();
    }

    @Override
    public void close() {
        provider.close();
    }
}
