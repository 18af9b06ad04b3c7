// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.JambryCache;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.cache.processor.EntryProcessor;

/**
 * One operation on the entry {@code k} and all that it does, from the tables of {@code docs/conformance.md}: result,
 * statistics, events, calls of the writer, what is there afterwards.
 *
 * @param name how the operation is written
 * @param before whether the entry is there, with the value {@code old}
 * @param action the operation
 * @param result what it returns
 * @param tally what it counts
 * @param events what listeners hear
 * @param writes what the writer hears
 * @param after the value afterwards
 */
record Deed(
        String name,
        Before before,
        Function<JambryCache<String, String>, Object> action,
        Object result,
        Tally tally,
        List<String> events,
        List<String> writes,
        String after) {

    static final String KEY = "k";

    private static final List<String> NONE = List.of();
    private static final List<String> CREATED = List.of("CREATED k=new");
    private static final List<String> UPDATED = List.of("UPDATED k=new<-old");
    private static final List<String> REMOVED = List.of("REMOVED k<-old");
    private static final List<String> WRITE = List.of("write k=new");
    private static final List<String> WRITE_ALL = List.of("writeAll k=new");
    private static final List<String> DELETE = List.of("delete k");
    private static final List<String> DELETE_ALL = List.of("deleteAll k");
    private static final Tally SKIP = Tally.NOTHING;

    /** Whether there is an entry. */
    enum Before {
        ABSENT,
        PRESENT
    }

    static List<Deed> all() {
        return List.of(
                absent("get", c -> c.get(KEY), null, Tally.MISS, NONE, NONE, null),
                present("get", c -> c.get(KEY), "old", Tally.HIT, NONE, NONE, "old"),
                absent("getAll", c -> c.getAll(Set.of(KEY)), Map.of(), Tally.MISS, NONE, NONE, null),
                present("getAll", c -> c.getAll(Set.of(KEY)), Map.of(KEY, "old"), Tally.HIT, NONE, NONE, "old"),
                absent("containsKey", c -> c.containsKey(KEY), false, SKIP, NONE, NONE, null),
                present("containsKey", c -> c.containsKey(KEY), true, SKIP, NONE, NONE, "old"),
                absent("put", c -> run(() -> c.put(KEY, "new")), null, Tally.PUT, CREATED, WRITE, "new"),
                present("put", c -> run(() -> c.put(KEY, "new")), null, Tally.PUT, UPDATED, WRITE, "new"),
                absent("getAndPut", c -> c.getAndPut(KEY, "new"), null, Tally.MISS_PUT, CREATED, WRITE, "new"),
                present("getAndPut", c -> c.getAndPut(KEY, "new"), "old", Tally.HIT_PUT, UPDATED, WRITE, "new"),
                absent("putIfAbsent", c -> c.putIfAbsent(KEY, "new"), true, Tally.MISS_PUT, CREATED, WRITE, "new"),
                present("putIfAbsent", c -> c.putIfAbsent(KEY, "new"), false, Tally.HIT, NONE, NONE, "old"),
                absent(
                        "putAll",
                        c -> run(() -> c.putAll(Map.of(KEY, "new"))),
                        null,
                        Tally.PUT,
                        CREATED,
                        WRITE_ALL,
                        "new"),
                present(
                        "putAll",
                        c -> run(() -> c.putAll(Map.of(KEY, "new"))),
                        null,
                        Tally.PUT,
                        UPDATED,
                        WRITE_ALL,
                        "new"),
                absent("replace", c -> c.replace(KEY, "new"), false, Tally.MISS, NONE, NONE, null),
                present("replace", c -> c.replace(KEY, "new"), true, Tally.HIT_PUT, UPDATED, WRITE, "new"),
                absent("getAndReplace", c -> c.getAndReplace(KEY, "new"), null, Tally.MISS, NONE, NONE, null),
                present("getAndReplace", c -> c.getAndReplace(KEY, "new"), "old", Tally.HIT_PUT, UPDATED, WRITE, "new"),
                absent("replace equal", c -> c.replace(KEY, "old", "new"), false, Tally.MISS, NONE, NONE, null),
                present("replace equal", c -> c.replace(KEY, "old", "new"), true, Tally.HIT_PUT, UPDATED, WRITE, "new"),
                present("replace other", c -> c.replace(KEY, "x", "new"), false, Tally.HIT, NONE, NONE, "old"),
                absent("remove", c -> c.remove(KEY), false, SKIP, NONE, DELETE, null),
                present("remove", c -> c.remove(KEY), true, Tally.REMOVAL, REMOVED, DELETE, null),
                absent("remove equal", c -> c.remove(KEY, "old"), false, Tally.MISS, NONE, NONE, null),
                present("remove equal", c -> c.remove(KEY, "old"), true, Tally.HIT_REMOVAL, REMOVED, DELETE, null),
                present("remove other", c -> c.remove(KEY, "x"), false, Tally.HIT, NONE, NONE, "old"),
                absent("getAndRemove", c -> c.getAndRemove(KEY), null, Tally.MISS, NONE, DELETE, null),
                present("getAndRemove", c -> c.getAndRemove(KEY), "old", Tally.HIT_REMOVAL, REMOVED, DELETE, null),
                absent("removeAll(keys)", c -> run(() -> c.removeAll(Set.of(KEY))), null, SKIP, NONE, DELETE_ALL, null),
                present(
                        "removeAll(keys)",
                        c -> run(() -> c.removeAll(Set.of(KEY))),
                        null,
                        Tally.REMOVAL,
                        REMOVED,
                        DELETE_ALL,
                        null),
                absent("removeAll()", c -> run(c::removeAll), null, SKIP, NONE, NONE, null),
                present("removeAll()", c -> run(c::removeAll), null, Tally.REMOVAL, REMOVED, DELETE_ALL, null),
                absent("clear", c -> run(c::clear), null, SKIP, NONE, NONE, null),
                present("clear", c -> run(c::clear), null, SKIP, NONE, NONE, null),
                absent(
                        "invoke nothing",
                        c -> c.invoke(KEY, doing((e, a) -> "done")),
                        "done",
                        Tally.MISS,
                        NONE,
                        NONE,
                        null),
                present(
                        "invoke nothing",
                        c -> c.invoke(KEY, doing((e, a) -> "done")),
                        "done",
                        Tally.HIT,
                        NONE,
                        NONE,
                        "old"),
                absent(
                        "invoke get",
                        c -> c.invoke(KEY, doing((e, a) -> e.getValue())),
                        null,
                        Tally.MISS,
                        NONE,
                        NONE,
                        null),
                present(
                        "invoke get",
                        c -> c.invoke(KEY, doing((e, a) -> e.getValue())),
                        "old",
                        Tally.HIT,
                        NONE,
                        NONE,
                        "old"),
                absent("invoke set", c -> c.invoke(KEY, setting()), null, Tally.MISS_PUT, CREATED, WRITE, "new"),
                present("invoke set", c -> c.invoke(KEY, setting()), null, Tally.HIT_PUT, UPDATED, WRITE, "new"),
                absent(
                        "invoke set remove set",
                        c -> c.invoke(KEY, thrice()),
                        null,
                        Tally.MISS_PUT,
                        CREATED,
                        WRITE,
                        "new"),
                present(
                        "invoke set remove set",
                        c -> c.invoke(KEY, thrice()),
                        null,
                        Tally.HIT_PUT,
                        UPDATED,
                        WRITE,
                        "new"),
                absent("invoke set remove", c -> c.invoke(KEY, trace()), null, Tally.MISS, NONE, NONE, null),
                present(
                        "invoke set remove",
                        c -> c.invoke(KEY, trace()),
                        null,
                        Tally.HIT_REMOVAL,
                        REMOVED,
                        DELETE,
                        null),
                absent("invoke remove", c -> c.invoke(KEY, removing()), null, Tally.MISS, NONE, DELETE, null),
                present(
                        "invoke remove",
                        c -> c.invoke(KEY, removing()),
                        null,
                        Tally.HIT_REMOVAL,
                        REMOVED,
                        DELETE,
                        null),
                absent(
                        "invokeAll set",
                        c -> c.invokeAll(Set.of(KEY), setting()),
                        Map.of(),
                        Tally.MISS_PUT,
                        CREATED,
                        WRITE,
                        "new"),
                present(
                        "invokeAll set",
                        c -> c.invokeAll(Set.of(KEY), setting()),
                        Map.of(),
                        Tally.HIT_PUT,
                        UPDATED,
                        WRITE,
                        "new"),
                absent(
                        "getOrCompute",
                        c -> c.getOrCompute(KEY, k -> "new"),
                        "new",
                        Tally.MISS_PUT,
                        CREATED,
                        WRITE,
                        "new"),
                present("getOrCompute", c -> c.getOrCompute(KEY, k -> "new"), "old", Tally.HIT, NONE, NONE, "old"),
                absent("getVersioned", c -> c.getVersioned(KEY).isPresent(), false, Tally.MISS, NONE, NONE, null),
                present("getVersioned", c -> c.getVersioned(KEY).isPresent(), true, Tally.HIT, NONE, NONE, "old"),
                present(
                        "replaceIf",
                        c -> c.replaceIf(KEY, c.getVersioned(KEY).orElseThrow().version(), "new"),
                        true,
                        new Tally(2, 0, 1, 0),
                        UPDATED,
                        WRITE,
                        "new"),
                absent("touch", c -> c.touch(KEY, javax.cache.expiry.Duration.ONE_HOUR), false, SKIP, NONE, NONE, null),
                present(
                        "touch",
                        c -> c.touch(KEY, javax.cache.expiry.Duration.ONE_HOUR),
                        true,
                        SKIP,
                        NONE,
                        NONE,
                        "old"),
                absent("persist", c -> c.persist(KEY), false, SKIP, NONE, NONE, null),
                present("persist", c -> c.persist(KEY), true, SKIP, NONE, NONE, "old"),
                absent("timeToLive", c -> c.timeToLive(KEY).isPresent(), false, SKIP, NONE, NONE, null),
                present("timeToLive", c -> c.timeToLive(KEY).isPresent(), true, SKIP, NONE, NONE, "old"),
                absent("async put", c -> later(c.async().put(KEY, "new")), null, Tally.PUT, CREATED, WRITE, "new"),
                present("async put", c -> later(c.async().put(KEY, "new")), null, Tally.PUT, UPDATED, WRITE, "new"));
    }

    private static Object later(java.util.concurrent.CompletionStage<?> stage) {
        return stage.toCompletableFuture().join();
    }

    private static EntryProcessor<String, String, Object> doing(EntryProcessor<String, String, Object> processor) {
        return processor;
    }

    private static EntryProcessor<String, String, Object> setting() {
        return (entry, arguments) -> {
            entry.setValue("new");
            return null;
        };
    }

    private static EntryProcessor<String, String, Object> removing() {
        return (entry, arguments) -> {
            entry.remove();
            return null;
        };
    }

    private static EntryProcessor<String, String, Object> thrice() {
        return (entry, arguments) -> {
            entry.setValue("first");
            entry.remove();
            entry.setValue("new");
            return null;
        };
    }

    private static EntryProcessor<String, String, Object> trace() {
        return (entry, arguments) -> {
            entry.setValue("first");
            entry.remove();
            return null;
        };
    }

    private static Object run(Runnable action) {
        action.run();
        return null;
    }

    private static Deed absent(
            String name,
            Function<JambryCache<String, String>, Object> action,
            Object result,
            Tally tally,
            List<String> events,
            List<String> writes,
            String after) {
        return new Deed(name, Before.ABSENT, action, result, tally, events, writes, after);
    }

    private static Deed present(
            String name,
            Function<JambryCache<String, String>, Object> action,
            Object result,
            Tally tally,
            List<String> events,
            List<String> writes,
            String after) {
        return new Deed(name, Before.PRESENT, action, result, tally, events, writes, after);
    }

    boolean mayLeaveExpired() {
        return Set.of("containsKey", "clear", "removeAll()").contains(Objects.requireNonNull(name));
    }

    @Override
    public String toString() {
        return name + ", " + before;
    }
}
