// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to the server on which replies get lost. */
public final class FaultProxy implements AutoCloseable {

    /** What becomes of replies. */
    public enum Replies {
        /** They arrive. */
        PASS,
        /** They are read and thrown away. */
        SWALLOW,
        /** The connection is cut when one comes. */
        CUT
    }

    private final ServerSocket listener;
    private volatile int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Socket> halfOpen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Replies replies = Replies.PASS;

    public FaultProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections were opened so far. */
    public int accepted() {
        return accepted.get();
    }

    public void replies(Replies fate) {
        replies = fate;
    }

    /** Leads new connections elsewhere. */
    public void leadTo(int port) {
        target = port;
    }

    /** Cuts the connection at the next replies, so many times, and lets the others pass; greetings are not counted. */
    public void cutNext(int times) {
        cuts.set(times);
    }

    /** Throws away what comes on the connections open now; later ones are as ever. */
    public void swallowOpen() {
        halfOpen.addAll(sockets);
    }

    public void cutAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            accepted.incrementAndGet();
            sockets.add(client);
            start(() -> lead(client));
        }
    }

    private void lead(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(server);
            start(() -> forward(server, client, /* areReplies= */ true));
            forward(client, server, /* areReplies= */ false);
        }
    }

    private void forward(Socket from, Socket to, boolean areReplies) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Replies fate = areReplies ? fate(buffer[0]) : Replies.PASS;
                if (fate == Replies.CUT) {
                    return;
                }
                if (fate == Replies.PASS && !(areReplies && halfOpen.contains(from))) {
                    out.write(buffer, 0, length);
                }
            }
        }
    }

    private Replies fate(byte first) {
        if (first == '%' || first == '+') {
            // what a server says while a connection is opened, and plain words, are not cut
            return replies == Replies.SWALLOW ? replies : Replies.PASS;
        }
        return cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? Replies.CUT : replies;
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // one of both ends is closed, and with it the way
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutAll();
    }
}
