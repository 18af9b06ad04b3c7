// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.Daemons;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Works on the entries of a stream for a group: it reads what is new, hands each entry to a {@linkplain StreamHandler handler}, and acknowledges it when the
 * handler returns. Any number of consumers, in any JVMs, share the work of a group; each is one thread.
 *
 * <pre>{@code
 * StreamConsumer<Order> consumer = orders.consumer("billing")
 *         .claimAfter(Duration.ofMinutes(5))
 *         .start(delivery -> bill(delivery.value()));
 * consumer.close();
 * }</pre>
 *
 * <p>Each entry is handled at least once, and ordinarily once. It comes again, to whichever consumer is first, when it is not
 * acknowledged for a time: the handler threw, its JVM died, or the answer of the server was lost. After a number of deliveries it is
 * moved to the {@linkplain RedisStream#deadLetters dead letters} of the group. One that cannot be decoded is treated like one whose handler threw. Entries are
 * handled in the order of the stream, but those that come again come later.
 *
 * <p>It goes on while the server is away, and makes the group where it is not there. What goes wrong is logged once for each reason.
 *
 * <p>It ends when it is closed, its manager is closed, or its thread is interrupted. Thread-safe.
 *
 * @param <V> what an entry is
 */
public final class StreamConsumer<V> implements AutoCloseable {

    private final ConsumerSettings settings;
    private final ConsumerLoop<V> loop;

    private StreamConsumer(ConsumerSettings settings, ConsumerLoop<V> loop) {
        this.settings = settings;
        this.loop = loop;
    }

    /**
     * The name of this consumer in its group.
     *
     * @return its name
     */
    public String name() {
        return settings.name();
    }

    /**
     * Tells whether it works, or will begin to.
     *
     * @return false once it has ended
     */
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** Lets it end. Returns at once: the entry that is being handled is the last one. */
    public void stop() {
        loop.stop();
    }

    /**
     * Waits until it has ended. Called by the handler, or interrupted, it does not wait.
     *
     * @param atMost how long
     * @return whether it has ended
     */
    public boolean awaitStop(Duration atMost) {
        return loop.awaitStop(requireNonNull(atMost, "atMost"));
    }

    /**
     * Lets it end, and waits until it has: for the entry that is being handled, and otherwise for a second at most. What it had read and
     * not begun with is given back to the group, and where nothing of it is pending, it leaves the group. Called by the handler, or
     * interrupted, it does not wait.
     */
    @Override
    public void close() {
        loop.stop();
        if (!loop.isWorker()) {
            loop.awaitStop();
        }
    }

    /** Which consumer of which group. */
    @Override
    public String toString() {
        return loop.toString();
    }

    /**
     * A consumer that does not work yet. Confined to one thread.
     *
     * @param <V> what an entry is
     */
    public static final class Builder<V> {

        private static final Duration SHORTEST_CLAIM = Duration.ofMillis(100);
        private static final Duration LONGEST_CLAIM = Duration.ofDays(1);
        private static final int LARGEST_BATCH = 1000;

        private final RedisStream<V> stream;
        private final String group;
        private final Running running;
        private String name = "jambry-" + UUID.randomUUID();
        private String start = StreamId.MIN.toString();
        private int batch = ConsumerSettings.BATCH;
        private Duration claimAfter = ConsumerSettings.CLAIM_AFTER;
        private int maxDeliveries = ConsumerSettings.MAX_DELIVERIES;
        private long deadLettersKept = ConsumerSettings.DEAD_LETTERS_KEPT;
        private @Nullable Executor executor;

        Builder(RedisStream<V> stream, String group, Running running) {
            this.stream = stream;
            this.group = group;
            this.running = running;
        }

        /**
         * Names the consumer. By default it has a name that no other one has; two of one name at the same time do not hinder each other.
         *
         * @param consumer its name in the group, not empty
         * @return this
         * @throws IllegalArgumentException if it is empty
         */
        public Builder<V> name(String consumer) {
            name = Ranges.notEmpty("name", consumer);
            return this;
        }

        /**
         * Says where the group begins if it is not there yet: by default, with the first entry of the stream.
         *
         * @param id of the entry behind which it begins
         * @return this
         */
        public Builder<V> startAfter(StreamId id) {
            start = requireNonNull(id, "id").toString();
            return this;
        }

        /**
         * Lets the group begin with what is added from now on, if it is not there yet.
         *
         * @return this
         */
        public Builder<V> startAtEnd() {
            start = "$";
            return this;
        }

        /**
         * Says how many entries are asked for at once: 10 by default. They are handled one after the other.
         *
         * @param entries from 1 to 1000
         * @return this
         * @throws IllegalArgumentException if it is another number
         */
        public Builder<V> batch(int entries) {
            if (entries < 1 || entries > LARGEST_BATCH) {
                throw new IllegalArgumentException("batch is " + entries + "; it must be from 1 to " + LARGEST_BATCH);
            }
            batch = entries;
            return this;
        }

        /**
         * Says after how long without acknowledgement an entry is delivered again, to this consumer or another one: a minute by default. It must be longer
         * than handling one entry takes, or entries are handled by two at once. It should be the same for all consumers of the group.
         *
         * @param time from 100 ms to a day
         * @return this
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder<V> claimAfter(Duration time) {
            if (requireNonNull(time, "time").compareTo(SHORTEST_CLAIM) < 0 || time.compareTo(LONGEST_CLAIM) > 0) {
                throw new IllegalArgumentException("claimAfter is " + time + "; it must be from 100 ms to a day");
            }
            claimAfter = time;
            return this;
        }

        /**
         * Says after how many deliveries an entry that is not acknowledged becomes a dead letter: 5 by default.
         *
         * @param times at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder<V> maxDeliveries(int times) {
            maxDeliveries = Ranges.atLeastOne("maxDeliveries", times);
            return this;
        }

        /**
         * Says how many dead letters of the group are kept, some more or less: 100 000 by default. The oldest ones go first.
         *
         * @param letters at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder<V> deadLettersKept(int letters) {
            deadLettersKept = Ranges.atLeastOne("deadLettersKept", letters);
            return this;
        }

        /**
         * Gives it a thread: it occupies one until it ends. By default it has a daemon of its own.
         *
         * @param threads where it runs
         * @return this
         */
        public Builder<V> executor(Executor threads) {
            executor = requireNonNull(threads, "threads");
            return this;
        }

        /**
         * Lets it begin, once or more often; each time another consumer of the same name. Returns at once, also when no server is to be
         * reached yet.
         *
         * @param handler what handles entries
         * @return the consumer, to be closed
         * @throws IllegalStateException if the manager is closed
         * @throws java.util.concurrent.RejectedExecutionException if the executor has no thread for it
         */
        public StreamConsumer<V> start(StreamHandler<? super V> handler) {
            ConsumerSettings settings =
                    new ConsumerSettings(group, name, start, batch, claimAfter, maxDeliveries, deadLettersKept);
            ConsumerLoop<V> loop = new ConsumerLoop<>(stream, settings, requireNonNull(handler, "handler"), running);
            running.add(loop);
            try {
                begin(loop);
            } catch (RuntimeException | Error e) {
                loop.stop();
                throw e;
            }
            return new StreamConsumer<>(settings, loop);
        }

        private void begin(ConsumerLoop<V> loop) {
            if (executor == null) {
                Daemons.thread(
                                "jambry-consumer-" + stream.name() + "-" + group,
                                loop,
                                Thread.currentThread().getContextClassLoader())
                        .start();
            } else {
                executor.execute(loop);
            }
        }
    }
}
