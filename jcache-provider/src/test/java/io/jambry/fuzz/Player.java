// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Setup.ListenerSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** Plays operations on a cache and tells their results as text. */
final class Player {

    private static final long LOAD_SECONDS = 10;

    private final Cache<String, String> cache;
    private final Stage stage;
    private final Setup setup;
    private final List<CacheEntryListenerConfiguration<String, String>> listeners;

    Player(
            Cache<String, String> cache,
            Stage stage,
            Setup setup,
            List<CacheEntryListenerConfiguration<String, String>> listeners) {
        this.cache = cache;
        this.stage = stage;
        this.setup = setup;
        this.listeners = listeners;
    }

    String play(Operation operation) {
        return Outcome.of(() -> result(operation));
    }

    private @Nullable Object result(Operation operation) throws Exception {
        return switch (operation.verb()) {
            case GET -> cache.get(operation.key());
            case GET_ALL -> getAll(operation);
            case CONTAINS_KEY -> cache.containsKey(operation.key());
            case PUT -> done(() -> cache.put(operation.key(), operation.value()));
            case GET_AND_PUT -> cache.getAndPut(operation.key(), operation.value());
            case PUT_ALL -> done(() -> cache.putAll(mappings(operation)));
            case PUT_IF_ABSENT -> cache.putIfAbsent(operation.key(), operation.value());
            case REPLACE -> cache.replace(operation.key(), operation.value());
            case GET_AND_REPLACE -> cache.getAndReplace(operation.key(), operation.value());
            case REPLACE_EXACTLY ->
                cache.replace(
                        operation.key(), operation.value(), operation.values().get(1));
            case REMOVE -> cache.remove(operation.key());
            case REMOVE_EXACTLY -> cache.remove(operation.key(), operation.value());
            case GET_AND_REMOVE -> cache.getAndRemove(operation.key());
            case REMOVE_KEYS -> done(() -> cache.removeAll(new HashSet<>(operation.keys())));
            case REMOVE_ALL -> done(cache::removeAll);
            case CLEAR -> done(cache::clear);
            case ITERATE -> iterate(operation);
            case INVOKE -> cache.invoke(operation.key(), new ScriptedProcessor(stage, operation, setup.readThrough()));
            case INVOKE_ALL -> invokeAll(operation);
            case LOAD_ALL -> loadAll(operation);
            case REGISTER -> done(() -> cache.registerCacheEntryListener(listener(operation)));
            case DEREGISTER -> done(() -> cache.deregisterCacheEntryListener(listener(operation)));
            case NULLS -> nulls(operation);
            case CLOSED -> closed(operation);
        };
    }

    private static String done(Runnable work) {
        work.run();
        return "done";
    }

    private static Map<String, String> mappings(Operation operation) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < operation.keys().size(); i++) {
            map.put(operation.keys().get(i), operation.values().get(i));
        }
        return map;
    }

    private CacheEntryListenerConfiguration<String, String> listener(Operation operation) {
        return listeners.get(operation.number() % listeners.size());
    }

    private Map<String, String> getAll(Operation operation) {
        boolean stops = setup.readThrough() && operation.turn().loading().fails();
        if (stops && stage.allowances().cover(Departure.GET_ALL_LOADS_ONE_BY_ONE)) {
            return getAllThenFail(operation);
        }
        boolean throwsOnContains = stage.allowances().excuse(Departure.NULL_CHECK_BY_CONTAINS);
        Set<String> keys = Set.copyOf(operation.keys());
        return new TreeMap<>(cache.getAll(throwsOnContains ? new HashSet<>(keys) : keys));
    }

    /** Looks at every key, as a {@code getAll} does that asks its loader once for all that are missing. */
    private Map<String, String> getAllThenFail(Operation operation) {
        Set<String> present = new HashSet<>(operation.keys());
        present.removeIf(key -> !cache.containsKey(key));
        Map<String, String> found = new TreeMap<>(cache.getAll(present));
        RuntimeException failure = null;
        for (String key : operation.keys()) {
            if (!present.contains(key)) {
                try {
                    cache.get(key);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            stage.allowances().excuse(Departure.GET_ALL_LOADS_ONE_BY_ONE);
            throw failure;
        }
        return found;
    }

    private Map<String, String> iterate(Operation operation) {
        Map<String, String> seen = new TreeMap<>();
        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        seen.put("remove before next", Outcome.of(() -> done(entries::remove)));
        while (entries.hasNext()) {
            Cache.Entry<String, String> entry = entries.next();
            if (seen.put(entry.getKey(), entry.getValue()) != null) {
                stage.violation("the iterator meets " + entry.getKey() + " twice");
            }
            if (operation.keys().contains(entry.getKey())) {
                seen.put(removal(entry.getKey()), Outcome.of(() -> done(entries::remove)));
                seen.put("again " + entry.getKey(), Outcome.of(() -> done(entries::remove)));
            }
        }
        seen.put("next at the end", Outcome.of(entries::next));
        return seen;
    }

    static String removal(String key) {
        return "remove " + key;
    }

    private Map<String, String> invokeAll(Operation operation) {
        Map<String, EntryProcessorResult<String>> results = cache.invokeAll(
                new HashSet<>(operation.keys()), new ScriptedProcessor(stage, operation, setup.readThrough()));
        Map<String, String> texts = new TreeMap<>();
        results.forEach((key, result) -> {
            String text = Outcome.of(result::get);
            String twice = "!EntryProcessorException<EntryProcessorException";
            boolean wrapped = text.startsWith(twice) && stage.allowances().excuse(Departure.INVOKE_ALL_WRAPS_TWICE);
            texts.put(key, wrapped ? "!" + text.substring(text.indexOf('<') + 1) : text);
        });
        return texts;
    }

    private String loadAll(Operation operation) throws InterruptedException {
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        CountDownLatch called = new CountDownLatch(1);
        cache.loadAll(new HashSet<>(operation.keys()), operation.flag(), new CompletionListener() {
            @Override
            public void onCompletion() {
                calls.add("completed");
                called.countDown();
            }

            @Override
            public void onException(Exception e) {
                calls.add("failed " + Outcome.describe(e));
                called.countDown();
            }
        });
        if (!called.await(LOAD_SECONDS, TimeUnit.SECONDS)) {
            return "loadAll does not complete";
        }
        return String.join(" and ", calls);
    }

    private String nulls(Operation operation) {
        Set<String> nullInSet = new HashSet<>();
        nullInSet.add(null);
        Map<String, String> nullKey = new HashMap<>();
        nullKey.put(null, "v");
        Map<String, String> nullValue = new HashMap<>();
        nullValue.put("k0", null);
        ScriptedProcessor processor = new ScriptedProcessor(stage, operation, setup.readThrough());
        List<Callable<?>> calls = List.of(
                () -> cache.get(null),
                () -> cache.getAll(null),
                () -> cache.getAll(nullInSet),
                () -> cache.containsKey(null),
                () -> done(() -> cache.put(null, "v")),
                () -> done(() -> cache.put("k0", null)),
                () -> cache.getAndPut(null, "v"),
                () -> cache.getAndPut("k0", null),
                () -> done(() -> cache.putAll(null)),
                () -> done(() -> cache.putAll(nullKey)),
                () -> done(() -> cache.putAll(nullValue)),
                () -> cache.putIfAbsent(null, "v"),
                () -> cache.putIfAbsent("k0", null),
                () -> cache.remove(null),
                () -> cache.remove(null, "v"),
                () -> cache.remove("k0", null),
                () -> cache.getAndRemove(null),
                () -> cache.replace(null, "v"),
                () -> cache.replace("k0", null),
                () -> cache.replace("k0", null, "v"),
                () -> cache.replace("k0", "v", null),
                () -> cache.getAndReplace("k0", null),
                () -> done(() -> cache.removeAll(null)),
                () -> done(() -> cache.removeAll(nullInSet)),
                () -> cache.invoke(null, processor),
                () -> cache.invoke("k0", null),
                () -> cache.invokeAll(null, processor),
                () -> cache.invokeAll(Set.of("k0"), null),
                () -> done(() -> cache.loadAll(null, true, null)),
                () -> done(() -> cache.registerCacheEntryListener(null)),
                () -> done(() -> cache.deregisterCacheEntryListener(null)),
                () -> cache.unwrap(Runtime.class));
        return Outcome.of(calls.get(operation.number() % calls.size()));
    }

    private List<String> closed(Operation operation) {
        cache.close();
        cache.close();
        ScriptedProcessor processor = new ScriptedProcessor(stage, operation, setup.readThrough());
        Set<String> keys = Set.of("k0");
        CacheEntryListenerConfiguration<String, String> extra = ScriptedListener.configuration(
                stage, new ListenerSpec(99, setup.listeners().get(0).types(), false, false, false));
        List<Callable<?>> calls = List.of(
                () -> cache.get("k0"),
                () -> cache.getAll(keys),
                () -> cache.containsKey("k0"),
                () -> done(() -> cache.put("k0", "v")),
                () -> cache.getAndPut("k0", "v"),
                () -> done(() -> cache.putAll(Map.of("k0", "v"))),
                () -> cache.putIfAbsent("k0", "v"),
                () -> cache.remove("k0"),
                () -> cache.remove("k0", "v"),
                () -> cache.getAndRemove("k0"),
                () -> cache.replace("k0", "v"),
                () -> cache.replace("k0", "v", "w"),
                () -> cache.getAndReplace("k0", "v"),
                () -> done(() -> cache.removeAll(keys)),
                () -> done(cache::removeAll),
                () -> done(cache::clear),
                () -> cache.invoke("k0", processor),
                () -> cache.invokeAll(keys, processor),
                () -> done(() -> cache.loadAll(keys, true, null)),
                cache::iterator,
                () -> cache.get(null),
                () -> cache.isClosed(),
                () -> registration(() -> cache.registerCacheEntryListener(extra)),
                () -> registration(() -> cache.deregisterCacheEntryListener(extra)));
        return calls.stream().map(Outcome::of).toList();
    }

    private String registration(Runnable work) {
        if (stage.allowances().excuse(Departure.CLOSED_REGISTRATION)) {
            throw new IllegalStateException("as ours");
        }
        work.run();
        return "done";
    }
}
