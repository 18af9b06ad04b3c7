// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import io.jambry.history.History;
import io.jambry.history.HistoryRecorder;
import io.jambry.history.Operation;
import io.jambry.history.Outcome;
import io.jambry.history.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Threads that use the caches of a {@link Client} until they are told to stop: some count, each in an entry of its own,
 * half of them with one command and half with a processor; others read and change entries that they share. Thread-safe.
 */
final class Load implements AutoCloseable {

    private static final int COUNTING = 4;
    private static final int CHANGING = 4;
    private static final int SHARED_KEYS = 8;

    private static final List<Verb> VERBS = List.of(
            Verb.GET,
            Verb.GET,
            Verb.GET,
            Verb.PUT,
            Verb.PUT,
            Verb.GET_AND_PUT,
            Verb.PUT_IF_ABSENT,
            Verb.REPLACE_IF_EQUAL,
            Verb.REMOVE,
            Verb.APPEND);

    private static final EntryProcessor<String, Long, Long> ONE_MORE = (entry, arguments) -> {
        long next = entry.exists() ? entry.getValue() + 1 : 1;
        entry.setValue(next);
        return next;
    };

    private static final EntryProcessor<String, String, String> APPEND = (entry, arguments) -> {
        entry.setValue((entry.exists() ? entry.getValue() : "") + arguments[0]);
        return entry.getValue();
    };

    private final Client client;
    private final CallLog log;
    private final long pauseNanos;
    private final HistoryRecorder recorder = new HistoryRecorder();
    private final List<Counter> counters = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean over;

    /** Counts in an entry that nobody else touches. */
    private static final class Counter {
        private final String key;
        private final boolean exclusive;
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicLong unknown = new AtomicLong();

        Counter(int number) {
            key = CallLog.SECRET + "-counter-" + number;
            exclusive = number % 2 == 1;
        }
    }

    /** A thread, and how many of its calls succeeded. */
    private static final class Worker {
        private final AtomicLong successes = new AtomicLong();
        private final Thread thread;

        Worker(String name, Consumer<Worker> life) {
            thread = new Thread(() -> life.accept(this), name);
            thread.setDaemon(true);
        }
    }

    Load(Client client, CallLog log, Duration pause) {
        this.client = client;
        this.log = log;
        this.pauseNanos = pause.toNanos();
        for (int i = 0; i < COUNTING; i++) {
            Counter counter = new Counter(i);
            counters.add(counter);
            workers.add(new Worker("load-counting-" + i, worker -> count(worker, counter)));
        }
        for (int i = 0; i < CHANGING; i++) {
            String process = "p" + i;
            long seed = i;
            workers.add(new Worker("load-changing-" + i, worker -> change(worker, process, new Random(seed))));
        }
    }

    void start() {
        workers.forEach(worker -> worker.thread.start());
    }

    /** How many calls of the least successful thread succeeded. */
    long leastSuccesses() {
        return workers.stream()
                .mapToLong(worker -> worker.successes.get())
                .min()
                .orElse(0);
    }

    long acknowledged() {
        return counters.stream()
                .mapToLong(counter -> counter.acknowledged.get())
                .sum();
    }

    /** Those whose increment was acknowledged and is gone. To be asked after {@link #close}, of a server in order. */
    long lost() {
        return counters.stream()
                .mapToLong(counter -> Math.max(0, counter.acknowledged.get() - applied(counter)))
                .sum();
    }

    /** Counters that went further than acknowledged and unknown increments together explain. */
    List<String> duplicated() {
        return counters.stream()
                .filter(counter -> applied(counter) > counter.acknowledged.get() + counter.unknown.get())
                .map(counter -> (counter.exclusive ? "by processor: " : "by command: ") + applied(counter)
                        + " applied, " + counter.acknowledged + " acknowledged, " + counter.unknown + " unknown")
                .toList();
    }

    private long applied(Counter counter) {
        Long value = client.numbers().get(counter.key);
        return value == null ? 0 : value;
    }

    History history() {
        return recorder.history();
    }

    private void count(Worker worker, Counter counter) {
        Duration limit = counter.exclusive ? client.updateDeadline() : client.deadline();
        while (!over) {
            try {
                log.watch(limit, !counter.exclusive, () -> increment(counter));
                counter.acknowledged.incrementAndGet();
                worker.successes.incrementAndGet();
            } catch (RuntimeException e) {
                if (Outcome.promisedBy(e).orElse(Outcome.UNKNOWN) == Outcome.UNKNOWN) {
                    counter.unknown.incrementAndGet();
                }
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    private Long increment(Counter counter) {
        return counter.exclusive
                ? client.numbers().invoke(counter.key, ONE_MORE)
                : client.numbers().increment(counter.key, 1);
    }

    private void change(Worker worker, String process, Random random) {
        String seen = "never written";
        for (int number = 0; !over; number++) {
            String key = CallLog.SECRET + "-" + random.nextInt(SHARED_KEYS);
            Verb verb = VERBS.get(random.nextInt(VERBS.size()));
            String fresh = CallLog.SECRET + process + "." + number + ";";
            List<String> arguments = switch (verb) {
                case GET, REMOVE -> List.of();
                case REPLACE_IF_EQUAL -> List.of(seen, fresh);
                default -> List.of(fresh);
            };
            Duration limit = verb == Verb.APPEND ? client.updateDeadline() : client.deadline();
            Supplier<@Nullable String> call = () -> call(verb, key, arguments);
            try {
                Operation operation = recorder.record(
                        process, key, verb, arguments, () -> log.watch(limit, verb != Verb.APPEND, call));
                if (operation.outcome() == Outcome.DONE) {
                    worker.successes.incrementAndGet();
                    seen = verb == Verb.GET && operation.result() != null ? operation.result() : seen;
                }
            } catch (RuntimeException e) {
                // noted as an objection; the history holds it as unknown
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    private @Nullable String call(Verb verb, String key, List<String> given) {
        Cache<String, String> cache = client.texts();
        return switch (verb) {
            case GET -> cache.get(key);
            case PUT -> {
                cache.put(key, given.get(0));
                yield null;
            }
            case GET_AND_PUT -> cache.getAndPut(key, given.get(0));
            case PUT_IF_ABSENT -> String.valueOf(cache.putIfAbsent(key, given.get(0)));
            case REPLACE_IF_EQUAL -> String.valueOf(cache.replace(key, given.get(0), given.get(1)));
            case REMOVE -> String.valueOf(cache.remove(key));
            case APPEND -> cache.invoke(key, APPEND, given.get(0));
            default -> throw new IllegalArgumentException("not part of this load: " + verb);
        };
    }

    /** Ends the threads after the calls they are at. */
    @Override
    public void close() {
        over = true;
        try {
            for (Worker worker : workers) {
                TimeUnit.SECONDS.timedJoin(worker.thread, 60);
                if (worker.thread.isAlive()) {
                    throw new IllegalStateException("a call of " + worker.thread.getName() + " does not end: "
                            + List.of(worker.thread.getStackTrace()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
