// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server that sends back what it gets, and ends a connection when its client does. */
final class EchoServer implements AutoCloseable {

    private final Threads threads = new Threads();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ServerSocket listener;

    EchoServer() throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.start("echo-entrance", () -> {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                if (listener.isClosed()) {
                    client.close();
                }
                threads.start("echo", () -> echo(client));
            }
        });
    }

    private void echo(Socket client) throws IOException {
        try (client) {
            byte[] buffer = new byte[1 << 16];
            for (int length = client.getInputStream().read(buffer);
                    length >= 0;
                    length = client.getInputStream().read(buffer)) {
                heard.write(buffer, 0, length);
                client.getOutputStream().write(buffer, 0, length);
            }
        } finally {
            clients.remove(client);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All that came, from whomever. */
    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    /** How many clients are connected. */
    int clients() {
        return clients.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
        try {
            threads.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
