// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The port of a proxy: takes connections or refuses them. Thread-safe.
 *
 * <p>Mechanism: connections are refused by a port on which nobody listens. Meanwhile a socket that is bound and does
 * not listen keeps the port from others.
 */
final class Entrance {

    private static final int BACKLOG = 128;

    private final Threads threads;
    private final Consumer<Socket> guests;
    private final InetSocketAddress address;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock; null while connections are refused. */
    private @Nullable ServerSocket listener;

    /** Guarded by the lock; there while connections are refused. */
    private @Nullable Socket keeper;

    /** Guarded by the lock; the one that accepts, or did so last. */
    private @Nullable Thread doorkeeper;

    private Entrance(ServerSocket listener, Threads threads, Consumer<Socket> guests) {
        this.listener = listener;
        this.threads = threads;
        this.guests = guests;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    static Entrance open(Threads threads, Consumer<Socket> guests) throws IOException {
        ServerSocket listener = listener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Entrance entrance = new Entrance(listener, threads, guests);
        entrance.lock.lock();
        try {
            entrance.serve(listener);
        } finally {
            entrance.lock.unlock();
        }
        return entrance;
    }

    private static ServerSocket listener(InetSocketAddress at) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(at, BACKLOG);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    /** To be called with the lock held. */
    private void serve(ServerSocket at) {
        doorkeeper = threads.start("fault-proxy-" + address.getPort() + "-entrance", () -> {
            while (true) {
                guests.accept(at.accept());
            }
        });
    }

    int port() {
        return address.getPort();
    }

    void refuse() throws IOException {
        lock.lock();
        try {
            if (listener != null) {
                listener.close();
                listener = null;
                awaitDoorkeeper();
                keeper = new Socket();
                keeper.setReuseAddress(true);
                keeper.bind(address);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The port listens on until the call of {@code accept} under way has returned. */
    private void awaitDoorkeeper() throws IOException {
        try {
            if (doorkeeper != null) {
                doorkeeper.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before port " + address.getPort() + " was closed");
        }
    }

    void admit() throws IOException {
        lock.lock();
        try {
            if (keeper != null) {
                ServerSocket again = listener(address);
                listener = again;
                keeper.close();
                keeper = null;
                serve(again);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() throws IOException {
        lock.lock();
        try {
            if (listener != null) {
                listener.close();
                listener = null;
            }
            if (keeper != null) {
                keeper.close();
                keeper = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
