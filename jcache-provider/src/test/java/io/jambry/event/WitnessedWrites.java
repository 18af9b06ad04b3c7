// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Two members that write to one cache, and a third one that listens, each over connections of its own. */
final class WitnessedWrites implements AutoCloseable {

    static final String NAMESPACE = "witnessed";

    private static final String CACHE = "entries";
    private static final int KEYS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is missing is told after two beats and a second. */
    private static final Duration TOLD = Duration.ofSeconds(20);

    private final List<JambryCachingProvider> providers = new ArrayList<>();
    private final List<Scribe> scribes = new ArrayList<>();
    private final List<String> keys =
            IntStream.range(0, KEYS).mapToObj(i -> "k" + i).toList();
    private final Witness witness = new Witness(new TreeSet<>(keys));
    private final Cache<String, String> cache;

    private WitnessedWrites(String url) {
        cache = manager(url)
                .createCache(CACHE, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
        cache.registerCacheEntryListener(witness.registration());
        for (int i = 0; i < 2; i++) {
            scribes.add(new Scribe(manager(url).getCache(CACHE, String.class, String.class), i, keys));
        }
    }

    /** Begins to write, and returns when each member has written often. */
    static WitnessedWrites begin(String url) {
        WitnessedWrites begun = new WitnessedWrites(url);
        begun.scribes.forEach(Thread::start);
        begun.goOn();
        return begun;
    }

    private CacheManager manager(String url) {
        JambryCachingProvider provider = new JambryCachingProvider();
        providers.add(provider);
        Properties settings = new Properties();
        settings.setProperty("jambry.namespace", NAMESPACE);
        settings.setProperty("jambry.defaults.listener-queue", "200000");
        return provider.getCacheManager(URI.create(url), WitnessedWrites.class.getClassLoader(), settings);
    }

    /** Returns when each member has written a thousand times more. */
    void goOn() {
        List<Long> enough = scribes.stream().map(scribe -> scribe.done() + 1000).toList();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> IntStream.range(0, scribes.size())
                        .allMatch(i -> scribes.get(i).done() >= enough.get(i)));
    }

    /** Ends writing, waits until all that is missing should have been told, and judges. */
    Verdict end() throws InterruptedException {
        List<Written> written = new ArrayList<>();
        for (Scribe scribe : scribes) {
            scribe.end();
            written.addAll(scribe.book());
        }
        try {
            Awaitility.await()
                    .atMost(TOLD)
                    .until(() -> Verdict.of(written, witness).isSound());
        } catch (ConditionTimeoutException e) {
            // the verdict says what is wrong
        }
        return Verdict.of(written, witness);
    }

    /** How many gaps have been told. */
    int gaps() {
        return witness.gaps().size();
    }

    /** The entries of which the copy that the listener keeps is another one than what is stored. */
    List<String> stale() {
        Map<String, String> stored = new HashMap<>(cache.getAll(new TreeSet<>(keys)));
        Map<String, String> copy = witness.copy();
        return keys.stream()
                .filter(key -> !Objects.equals(stored.get(key), copy.get(key)))
                .toList();
    }

    @Override
    public void close() {
        for (Scribe scribe : scribes) {
            try {
                scribe.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        providers.forEach(JambryCachingProvider::close);
    }
}
