// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way to be one. It is opened in a thread of the link, because nothing can end a look-up of an address or a
 * {@link io.jambry.CredentialsProvider} that hangs: whoever waits goes at the deadline, and a connection that comes later is
 * closed. Thread-safe.
 */
final class Opening implements Runnable, DeadlineGuard.Guarded {

    /** What was opened. */
    record Opened(WireConnection connection, ServerIdentity server) {}

    private final NodeSettings settings;
    private final DeadlineGuard guard;
    private final Set<DeadlineGuard.Guarded> open;
    private final long deadline;
    private final WireSockets sockets;
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final CompletableFuture<Opened> result = new CompletableFuture<>();

    /**
     * Prepares to open a connection.
     *
     * @param open where it stands while it is being opened, and the connection from then on
     */
    Opening(
            NodeSettings settings,
            @Nullable LinkEncryption encryption,
            DeadlineGuard guard,
            Set<DeadlineGuard.Guarded> open,
            long deadline) {
        this.settings = settings;
        this.guard = guard;
        this.open = open;
        this.deadline = deadline;
        this.sockets = new WireSockets(settings.endpoint(), settings.tls(), encryption, deadline);
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        open.add(this);
        guard.watch(this);
        guard.expect(deadline);
        try {
            ServerIdentity server = Handshake.on(sockets, settings);
            WireConnection connection = new WireConnection(sockets, guard, open);
            if (!result.complete(new Opened(connection, server))) {
                connection.destroy();
            }
        } catch (RuntimeException | IOException | Error e) {
            sockets.abort();
            result.completeExceptionally(e);
        } finally {
            guard.forget(this);
            open.remove(this);
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Waits for it.
     *
     * @throws SocketTimeoutException at the deadline
     */
    Opened await() throws IOException {
        boolean interrupted = false;
        try {
            for (; ; ) {
                try {
                    return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    abort();
                } catch (InterruptedException e) {
                    // a cache operation cannot be interrupted; the caller finds the flag as it was
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException expected ? expected : new IOException(failure);
    }

    /** What it does at the moment. */
    WireSockets.Step step() {
        return sockets.step();
    }

    /** Tells whether nobody waits any more, and nothing can end it. */
    boolean isHanging() {
        return result.isDone() && step() != WireSockets.Step.CONNECT;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void abort() {
        if (result.completeExceptionally(new SocketTimeoutException("timed out"))) {
            sockets.abort();
        }
    }
}
