// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static java.util.Objects.requireNonNull;

import io.jambry.provider.JambryCachingProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.cache.Cache;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The main program of another JVM that has a cache open, writes and listens as it is told. */
final class EventJvm {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int KEYS = 50;
    private static final int THREADS = 4;

    private final Cache<String, String> cache;
    private final String name;
    private final Audit audit = new Audit();
    private final Endings endings = new Endings();
    private @Nullable Flow flow;

    private EventJvm(Cache<String, String> cache, String name) {
        this.cache = cache;
        this.name = name;
    }

    /**
     * Obeys until its input ends.
     *
     * @param arguments where the entries are, the name of a cache that exists, and how this JVM is called
     */
    public static void main(String[] arguments) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (JambryCachingProvider provider = new JambryCachingProvider()) {
            EventJvm jvm = new EventJvm(open(provider, arguments[0], arguments[1]), arguments[2]);
            System.out.println("open");
            String order = orders.readLine();
            while (order != null) {
                System.out.println(jvm.obey(order.split(" ", -1)));
                order = orders.readLine();
            }
        }
        // threads that write do not keep it
        System.exit(0);
    }

    private static Cache<String, String> open(JambryCachingProvider provider, String url, String cache) {
        return provider.getCacheManager(URI.create(url), EventJvm.class.getClassLoader(), settings())
                .getCache(cache, String.class, String.class);
    }

    /** What all managers of these tests are set to. */
    static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("jambry.namespace", "event-tests");
        // a burst of all events may wait
        settings.setProperty("jambry.defaults.listener-queue", "200000");
        settings.setProperty("jambry.defaults.listener-timeout", "500ms");
        settings.setProperty("jambry.caches.ending-*.expiry", "modified");
        settings.setProperty("jambry.caches.ending-*.ttl", "1500ms");
        return settings;
    }

    private String obey(String[] order) throws Exception {
        return switch (order[0]) {
            case "listen" -> listen(order[1].equals("synchronous"));
            case "listen-endings" -> listenToEndings();
            case "fill" -> fill(Integer.parseInt(order[1]));
            case "await-endings" -> awaited(() -> endings.expired() >= Integer.parseInt(order[1]));
            case "endings" -> endings.summary();
            case "flow" -> flow();
            case "end-after" ->
                requireNonNull(flow, "flow").endAfter(Long.parseLong(order[1]), Integer.parseInt(order[2]));
            case "write" -> write(Integer.parseInt(order[1]));
            case "await-events" -> awaited(() -> audit.events() >= Long.parseLong(order[1]));
            case "await-gap" -> awaited(() -> !audit.gaps().isEmpty());
            case "await-value" -> awaited(() -> audit.of(order[1]).contains(order[2]));
            case "gaps" -> String.join(", ", audit.gaps());
            case "summary" -> summary();
            default -> throw new IllegalArgumentException(order[0]);
        };
    }

    private static String awaited(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
        return "done";
    }

    private String listen(boolean isSynchronous) {
        cache.registerCacheEntryListener(audit.registration(isSynchronous));
        return "done";
    }

    private String listenToEndings() {
        cache.registerCacheEntryListener(endings.registration());
        return "done";
    }

    private String fill(int entries) {
        for (int i = 0; i < entries; i++) {
            cache.put(name + i, "v" + i);
        }
        return "done";
    }

    private String flow() {
        Flow begun = new Flow(cache);
        flow = begun;
        return awaited(() -> begun.hasWritten(500));
    }

    /** So many writes by all threads together, on keys that other JVMs write, too. */
    private String write(int writes) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            Thread thread = new Thread(() -> {
                for (int number = first; number < writes; number += THREADS) {
                    cache.put("k" + number % KEYS, name + number);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return "done";
    }

    /** What was heard, and whether it ends with what is stored. */
    private String summary() {
        long wrongEnds = audit.keys().stream()
                .filter(key -> {
                    List<String> values = audit.of(key);
                    return !values.get(values.size() - 1).equals(cache.get(key));
                })
                .count();
        return "events " + audit.events() + ", distinct " + audit.distinct() + ", breaks " + audit.breaks()
                + ", wrong ends " + wrongEnds + ", gaps " + audit.gaps();
    }
}
