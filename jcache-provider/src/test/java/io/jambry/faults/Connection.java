// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client, a server, and a pipe each way between them. Thread-safe. */
final class Connection {

    private final int number;
    private final Socket client;
    private final Socket server = new Socket();
    private final Way requestWay;
    private final Way replyWay;
    private final Pipe requests;
    private final Pipe replies;
    private final AtomicInteger pipes = new AtomicInteger(2);
    private volatile boolean ended;

    Connection(int number, Socket client, Way requestWay, Way replyWay) {
        this.number = number;
        this.client = client;
        this.requestWay = requestWay;
        this.replyWay = replyWay;
        this.requests = new Pipe(this, requestWay, client, server);
        this.replies = new Pipe(this, replyWay, server, client);
    }

    /** The first connection of a proxy has the number 1. */
    int number() {
        return number;
    }

    /** Connects to the server and forwards, until both directions have ended. */
    void start(InetSocketAddress target, String name, Threads threads, Runnable whenDone) {
        threads.start(name + "-write-replies", () -> write(replies, whenDone));
        threads.start(name + "-read-requests", () -> {
            if (connect(target)) {
                threads.start(name + "-write-requests", () -> write(requests, whenDone));
                threads.start(name + "-read-replies", replies::read);
                requests.read();
            } else {
                pipes.decrementAndGet();
                replies.end(Ending.RESET);
            }
        });
    }

    private boolean connect(InetSocketAddress target) {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(target);
            if (ended) {
                // it was too early to tell the server
                server.shutdownOutput();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void write(Pipe pipe, Runnable whenDone) throws InterruptedException {
        try {
            pipe.write();
        } finally {
            if (pipes.decrementAndGet() == 0) {
                destroy();
                whenDone.run();
            }
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** From now on nothing is forwarded. */
    void sever() {
        ended = true;
        requestWay.wake();
        replyWay.wake();
    }

    /** Ends the connection; the server has received and will do what was forwarded before. */
    void end(Ending ending) {
        sever();
        close(client, ending);
        try {
            server.shutdownOutput();
        } catch (IOException e) {
            // it has gone before
        }
    }

    /** Closes both sides at once. */
    void destroy() {
        sever();
        close(client, Ending.CLOSE);
        close(server, Ending.CLOSE);
    }

    private static void close(Socket socket, Ending ending) {
        try (socket) {
            if (ending == Ending.RESET) {
                socket.setSoLinger(/* on= */ true, 0);
            }
        } catch (SocketException e) {
            // it is closed
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }
}
