// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.ServerException;
import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandObject;

/** A latch: a count, and the operations that it was counted down for. */
final class CountedLatch implements DistributedLatch {

    /** A place among those who wait is kept so long without being asked for. */
    private static final long PLACE_MILLIS = 4000;

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long FAILURE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long a server may be out of reach before who waits is told. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final LockClient client;
    private final String name;
    private final byte[] count;
    private final byte[] operations;
    private final byte[] deadlines;
    private final byte[] channels;

    CountedLatch(LockClient client, String name) {
        this.client = client;
        this.name = name;
        LockKeys keys = LockKeys.ofLatch(client.namespace(), name);
        this.count = keys.number();
        this.operations = keys.operations();
        this.deadlines = keys.deadlines();
        this.channels = Holdable.bytes(LockKeys.channels(client.namespace()));
    }

    @Override
    public String name() {
        return name;
    }

    private <T> T call(CommandObject<T> command) {
        client.requireOpen();
        try {
            return client.link().call(command);
        } catch (JambryException e) {
            throw Failures.named(this, e);
        }
    }

    @Override
    public boolean trySetCount(long steps, Duration timeToLive) {
        if (steps < 1) {
            throw new IllegalArgumentException("count is less than 1: " + steps);
        }
        long millis = requireNonNull(timeToLive, "timeToLive").toMillis();
        if (millis < 1) {
            throw new IllegalArgumentException("timeToLive is shorter than a millisecond: " + timeToLive);
        }
        return Long.valueOf(1)
                .equals(call(RedisScript.LATCH_SET.with(
                        count,
                        operations,
                        Holdable.bytes(steps),
                        Holdable.bytes(millis),
                        Holdable.bytes("set:" + UUID.randomUUID()))));
    }

    @Override
    public OptionalLong count() {
        byte[] left = call(client.link().commands().get(count));
        return left == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(new String(left, StandardCharsets.US_ASCII)));
    }

    @Override
    public long countDown() {
        return count("own:" + UUID.randomUUID());
    }

    @Override
    public long countDown(String operation) {
        return count("of:" + requireNonNull(operation, "operation"));
    }

    private long count(String operation) {
        return left(call(
                RedisScript.LATCH_COUNT_DOWN.with(count, operations, deadlines, Holdable.bytes(operation), channels)));
    }

    private long left(Object reply) {
        if (reply instanceof Long left) {
            return left;
        }
        throw new IllegalStateException(this
                + " has no count: its time is over, it was deleted, or it was not set yet; set it with trySetCount");
    }

    @Override
    public void await() throws InterruptedException {
        boolean unused = await(Limit.NONE);
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
        return await(Limit.in(requireNonNull(limit, "limit")));
    }

    private boolean await(Limit limit) throws InterruptedException {
        String waiter = Owner.text(client.name(), Thread.currentThread().getId(), client.nextNumber(), "");
        CommandObject<Object> command =
                RedisScript.LATCH_WAIT.with(count, deadlines, Holdable.bytes(waiter), Holdable.bytes(PLACE_MILLIS));
        Bell bell = Bell.ofThisThread();
        long answeredAt = System.nanoTime();
        client.signals().add(waiter, bell);
        try (Sleep sleep = new Sleep(/* interruptible= */ true)) {
            while (true) {
                sleep.check();
                bell.hush();
                long pause = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
                try {
                    if (left(call(command)) == 0) {
                        return true;
                    }
                    answeredAt = System.nanoTime();
                    client.signals().listen();
                } catch (JambryException e) {
                    if (e instanceof ServerException || System.nanoTime() - answeredAt > PATIENCE_NANOS) {
                        throw e;
                    }
                    pause = FAILURE_PAUSE_NANOS;
                }
                if (limit.isOver()) {
                    return false;
                }
                sleep.until(bell, Math.min(pause, limit.nanosLeft()));
            }
        } finally {
            client.signals().remove(waiter);
        }
    }

    @Override
    public boolean delete() {
        return call(client.link().commands().unlink(count, operations, deadlines)) > 0;
    }

    @Override
    public String toString() {
        return "latch '" + name + "'";
    }
}
