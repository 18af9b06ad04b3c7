// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.redis.RedisScript;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens on the wire between the provider and a server: which commands the client sent, and in how many flights.
 *
 * <p>Mechanism: replies are held back until a thread of the client waits for them. So everything that is sent before the first
 * reply arrives has left in one flight, however the bytes were cut, and however slow the machine is.
 */
final class Wiretap implements AutoCloseable {

    /** A connection that is opened, or asked for a sign of life after a pause, is no part of an operation. */
    private static final List<String> UPKEEP = List.of("AUTH", "HELLO", "CLIENT", "PING", "SCRIPT");

    /**
     * A command of the client.
     *
     * @param name such as {@code GET} or {@code EVALSHA put}
     * @param arguments how many, the name included
     */
    record Sent(String name, int arguments) {}

    private static final long PAUSE_NANOS = 20_000;

    private final EmbeddedServer server;
    private final ServerSocket entrance;
    private final Map<String, String> scripts = new HashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What was sent since the last {@link #forget}. Guarded by this. */
    private List<List<Sent>> flights = new ArrayList<>();

    Wiretap(EmbeddedServer server) throws IOException {
        this.server = server;
        this.entrance = new ServerSocket(0, 50, InetAddress.getByName(server.host()));
        for (RedisScript script : RedisScript.values()) {
            scripts.put(digest(script), script.fileName().replace(".lua", ""));
        }
        start("entrance", this::accept);
    }

    private static String digest(RedisScript script) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(script.text()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address that leads through here. */
    String url() {
        return "redis://:" + server.password() + "@" + server.host() + ":" + entrance.getLocalPort();
    }

    synchronized void forget() {
        flights = new ArrayList<>();
    }

    /** The flights since the last {@link #forget}, those of upkeep included. */
    synchronized List<List<Sent>> heard() {
        return flights.stream().map(List::copyOf).toList();
    }

    static boolean isUpkeep(Sent sent) {
        return UPKEEP.contains(sent.name());
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            Socket to = new Socket(server.host(), server.port());
            client.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(to);
            Line line = new Line();
            start("requests", () -> requests(client, to, line));
            start("replies", () -> replies(to, client, line));
        }
    }

    /** One connection. */
    private static final class Line {
        private volatile boolean replied = true;
    }

    private void requests(Socket client, Socket to, Line line) throws IOException {
        BufferedInputStream in = new BufferedInputStream(client.getInputStream(), 1 << 16);
        BufferedOutputStream out = new BufferedOutputStream(to.getOutputStream(), 1 << 16);
        while (true) {
            Sent sent = forward(in, out);
            synchronized (this) {
                if (line.replied || flights.isEmpty()) {
                    line.replied = false;
                    flights.add(new ArrayList<>());
                }
                flights.get(flights.size() - 1).add(sent);
            }
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private Sent forward(InputStream in, OutputStream out) throws IOException {
        int arguments = number(in, out);
        String name = "";
        for (int i = 0; i < arguments; i++) {
            byte[] argument = in.readNBytes(number(in, out) + 2);
            out.write(argument);
            String text = new String(argument, 0, Math.min(argument.length - 2, 64), StandardCharsets.ISO_8859_1);
            if (i == 0) {
                name = text.toUpperCase(Locale.ROOT);
            } else if (i == 1 && name.equals("EVALSHA")) {
                name += " " + scripts.getOrDefault(text, text);
            }
        }
        return new Sent(name, arguments);
    }

    /** The number in a line such as {@code *3} or {@code $12}. */
    private static int number(InputStream in, OutputStream out) throws IOException {
        int number = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            out.write(c);
            if (c >= '0' && c <= '9') {
                number = number * 10 + c - '0';
            }
        }
        out.write('\n');
        return number;
    }

    private void replies(Socket from, Socket client, Line line) throws IOException {
        byte[] buffer = new byte[1 << 16];
        InputStream in = from.getInputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            while (!somebodyWaits()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            line.replied = true;
            client.getOutputStream().write(buffer, 0, length);
        }
    }

    private static boolean somebodyWaits() {
        for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
            for (StackTraceElement frame : stack) {
                if (frame.getClassName().equals("redis.clients.jedis.util.RedisInputStream")) {
                    return true;
                }
            }
        }
        return false;
    }

    private interface Duty {
        void run() throws IOException;
    }

    private static void start(String name, Duty duty) {
        Thread thread = new Thread(
                () -> {
                    try {
                        duty.run();
                    } catch (IOException e) {
                        // one side has hung up
                    }
                },
                "wiretap-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
