// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number in another process that is read, and written a moment later by whoever read it. It remembers the greatest token that it has seen
 * and refuses smaller ones. A write that is accepted although the number has changed since its maker read it is a violation.
 *
 * <p>Each connection sends lines: {@code read <slot> <token>}, answered with the number or {@code stale}; {@code write <slot> <token> <number
 * read>}, answered with {@code ok} or {@code stale}; {@code broken <slot> <what>}, which is a violation as well. Thread-safe.
 */
final class FencedResource implements AutoCloseable {

    private final ServerSocket socket;

    // guarded by this
    private final Map<String, Integer> sections = new TreeMap<>();
    private final Map<String, Integer> violations = new TreeMap<>();
    private long token;
    private long number;
    private int stale;

    private FencedResource(ServerSocket socket) {
        this.socket = socket;
    }

    static FencedResource open() {
        try {
            FencedResource resource = new FencedResource(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
            start("fenced-resource", resource::accept);
            return resource;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One who is in this JVM. */
    static final class Visitor implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private final PrintStream out;

        private Visitor(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        }

        static Visitor at(int port) {
            try {
                return new Visitor(new Socket(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String ask(String line) {
            out.print(line + "\n");
            out.flush();
            try {
                String answer = in.readLine();
                if (answer == null) {
                    throw new IOException("the resource is gone");
                }
                return answer;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone
            }
        }
    }

    Visitor visit() {
        return Visitor.at(port());
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start("fenced-resource-client", () -> serve(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            client.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.print(answer(line.split(" ", 4)) + "\n");
                out.flush();
            }
        } catch (IOException e) {
            // the client was killed
        }
    }

    private synchronized String answer(String... words) {
        if (words[0].equals("broken")) {
            violations.merge(words[2], 1, Integer::sum);
            return "ok";
        }
        long shown = Long.parseLong(words[2]);
        if (shown < token) {
            stale++;
            return "stale";
        }
        token = shown;
        if (words[0].equals("read")) {
            return Long.toString(number);
        }
        if (Long.parseLong(words[3]) != number) {
            violations.merge("lost-update", 1, Integer::sum);
        }
        number++;
        sections.merge(words[1], 1, Integer::sum);
        return "ok";
    }

    /** What went wrong, and how often. */
    synchronized Map<String, Integer> violations() {
        return new TreeMap<>(violations);
    }

    /** How many sections ended well in a slot. */
    synchronized int sections(String slot) {
        return sections.getOrDefault(slot, 0);
    }

    synchronized long number() {
        return number;
    }

    /** How often somebody came too late. */
    synchronized int stale() {
        return stale;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
