// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/**
 * The connections of a link, the one used last first, so that those not needed grow old.
 *
 * <p>Mechanism: a semaphore counts who may have a connection; idle ones lie on a stack without a lock. Thread-safe.
 */
final class WirePool implements AutoCloseable {

    /** Servers and firewalls close idle connections after minutes; a sign of life once a second costs nothing. */
    private static final long TRUSTED_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Idle(WireConnection connection, @Nullable Idle below) {}

    private final LinkSettings settings;
    private final RedisFailures failures;
    private final @Nullable SSLSocketFactory encryption;
    private final JedisClientConfig handshake;
    private final DeadlineGuard guard;
    private final Semaphore permits;
    private final AtomicReference<@Nullable Idle> idle = new AtomicReference<>();
    private volatile boolean closed;

    WirePool(LinkSettings settings, RedisFailures failures) {
        this.settings = settings;
        this.failures = failures;
        this.encryption = LinkEncryption.of(settings.tls());
        this.handshake = DefaultJedisClientConfig.builder()
                .user(settings.username())
                .password(settings.password())
                .database(settings.database())
                .clientName(settings.clientName())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .socketTimeoutMillis(0)
                .build();
        this.guard = new DeadlineGuard(
                "jambry-deadlines-" + settings.address(), settings.timeout().toNanos());
        this.permits = new Semaphore(settings.poolSize());
    }

    WireConnection take(CommandObject<?> command, long start, long deadline) {
        if (closed) {
            throw failures.closed(command);
        }
        if (!permits.tryAcquire()) {
            awaitPermit(command, start, deadline);
        }
        try {
            long now = System.nanoTime();
            if (deadline - now <= 0) {
                throw failures.exhausted(command, now - start, permits.getQueueLength());
            }
            for (WireConnection connection = pop(); connection != null; connection = pop()) {
                if (isUsable(connection, now, deadline)) {
                    return connection;
                }
                connection.destroy();
            }
            return connect(command, start, deadline);
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
    }

    private boolean isUsable(WireConnection connection, long now, long deadline) {
        if (now - connection.idleSince() < TRUSTED_IDLE_NANOS) {
            return !connection.wasAborted();
        }
        return connection.answers(connectDeadline(now, deadline));
    }

    void give(WireConnection connection) {
        connection.idleFrom(System.nanoTime());
        push(connection);
        permits.release();
        if (closed) {
            destroyIdle();
        }
    }

    void discard(WireConnection connection) {
        connection.destroy();
        permits.release();
    }

    private void awaitPermit(CommandObject<?> command, long start, long deadline) {
        try {
            if (permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw failures.exhausted(command, System.nanoTime() - start, permits.getQueueLength());
    }

    private WireConnection connect(CommandObject<?> command, long start, long deadline) {
        long now = System.nanoTime();
        long until = connectDeadline(now, deadline);
        if (until - now <= 0) {
            throw failures.exhausted(command, now - start, permits.getQueueLength());
        }
        try {
            return WireConnection.open(new WireSockets(settings, encryption, until), guard, handshake, until);
        } catch (RuntimeException e) {
            long end = System.nanoTime();
            throw failures.notConnected(command, end - start, end - until >= 0 || isTimeout(e), e);
        }
    }

    private static boolean isTimeout(RuntimeException failure) {
        return failure.getCause() instanceof SocketTimeoutException;
    }

    private long connectDeadline(long now, long deadline) {
        long limit = now + settings.connectTimeout().toNanos();
        return limit - deadline < 0 ? limit : deadline;
    }

    private @Nullable WireConnection pop() {
        for (; ; ) {
            Idle top = idle.get();
            if (top == null) {
                return null;
            }
            if (idle.compareAndSet(top, top.below())) {
                return top.connection();
            }
        }
    }

    private void push(WireConnection connection) {
        for (; ; ) {
            Idle top = idle.get();
            if (idle.compareAndSet(top, new Idle(connection, top))) {
                return;
            }
        }
    }

    private void destroyIdle() {
        for (WireConnection connection = pop(); connection != null; connection = pop()) {
            connection.destroy();
        }
    }

    @Override
    public void close() {
        closed = true;
        destroyIdle();
        guard.close();
    }
}
