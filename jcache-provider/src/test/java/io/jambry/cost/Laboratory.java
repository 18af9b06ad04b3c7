// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import io.jambry.cost.Wiretap.Sent;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.provider.JambryCachingProvider;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.CacheManager;
import redis.clients.jedis.Jedis;

/** A server of its own, a manager on it, and a second way to ask the server what it did. */
final class Laboratory implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final EmbeddedServer server;
    private final Wiretap wiretap;
    private final Jedis observer;
    private final JambryCachingProvider provider = new JambryCachingProvider();
    private final CacheManager manager;
    private final Set<String> everExecuted = Collections.synchronizedSet(new TreeSet<>());

    private Laboratory(Path path, Map<String, String> settings) throws IOException {
        server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
        wiretap = new Wiretap(server);
        observer = new Jedis(server.host(), server.port());
        observer.auth(server.password());
        Properties properties = new Properties();
        settings.forEach(properties::setProperty);
        // so long that the membership is not renewed meanwhile: that is a command per second and JVM, and none per
        // operation
        properties.setProperty("jambry.lease", "10m");
        properties.setProperty("jambry.timeout", "30s");
        String url = path == Path.TAPPED ? wiretap.url() : server.url();
        manager = provider.getCacheManager(URI.create(url), Laboratory.class.getClassLoader(), properties);
    }

    /** How the manager reaches the server. */
    private enum Path {
        TAPPED,
        DIRECT
    }

    /** With a wiretap between manager and server, which tells flights apart and is slow. */
    static Laboratory tapped() throws IOException {
        return tapped(Map.of());
    }

    /** The same with settings of its own. */
    static Laboratory tapped(Map<String, String> settings) throws IOException {
        return new Laboratory(Path.TAPPED, settings);
    }

    /** Without a wiretap. */
    static Laboratory direct() throws IOException {
        return new Laboratory(Path.DIRECT, Map.of());
    }

    CacheManager manager() {
        return manager;
    }

    Jedis observer() {
        return observer;
    }

    /** The commands that the server has executed under observation so far. */
    Set<String> everExecuted() {
        return everExecuted;
    }

    /** What an operation costs once connections are open and scripts are known. */
    Cost measure(Runnable preparation, Runnable operation) {
        preparation.run();
        operation.run();
        for (int attempt = 1; ; attempt++) {
            preparation.run();
            Cost cost = measureOnce(operation);
            if (cost.all().stream().noneMatch(Wiretap::isUpkeep)) {
                return cost;
            }
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("each time a connection had to be looked after: " + cost.sent());
            }
        }
    }

    private Cost measureOnce(Runnable operation) {
        wiretap.forget();
        observer.configResetStat();
        operation.run();
        Map<String, Long> executed = commandStatistics();
        everExecuted.addAll(executed.keySet());
        return new Cost(wiretap.heard(), executed);
    }

    /** The calls of each command since the last reset, but those of the observer. */
    private Map<String, Long> commandStatistics() {
        Map<String, Long> calls = new TreeMap<>();
        for (String line : observer.info("commandstats").split("\r\n")) {
            if (line.startsWith("cmdstat_")) {
                String name =
                        line.substring("cmdstat_".length(), line.indexOf(':')).toUpperCase(Locale.ROOT);
                String count = line.substring(line.indexOf("calls=") + 6, line.indexOf(','));
                calls.put(name, Long.parseLong(count));
            }
        }
        calls.remove("CONFIG|RESETSTAT");
        calls.remove("INFO");
        return calls;
    }

    /** A number of the server's about itself. */
    double info(String section, String field) {
        for (String line : observer.info(section).split("\r\n")) {
            if (line.startsWith(field + ":")) {
                return Double.parseDouble(line.substring(field.length() + 1));
            }
        }
        throw new IllegalStateException("the server tells no " + field + " in " + section);
    }

    static List<Integer> keysOf(List<Sent> commands) {
        List<Integer> keys = new ArrayList<>();
        commands.forEach(sent -> keys.add(sent.arguments() - 1));
        return keys;
    }

    @Override
    public void close() throws IOException {
        provider.close();
        observer.close();
        wiretap.close();
        server.close();
    }
}
