// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that has forgotten the scripts, and a connection that breaks while it learns them. */
class ScriptLoadTest {

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void call_connectionBreaksWhileTheScriptIsLoaded_isNotExecutedAndFreesItsPlace() throws IOException {
        byte[] key = "script:{load}".getBytes(StandardCharsets.US_ASCII);
        byte[] one = {'1'};
        byte[] none = {};
        byte[] eternal = {'0'};
        try (LoadCutter cutter = new LoadCutter(server.port());
                RedisLink link = RedisLink.open(LinkSettings.of("127.0.0.1", cutter.port())
                        .withPassword(server.password())
                        .withTimeout(Duration.ofMillis(500))
                        .withPoolSize(1))) {
            assertThatThrownBy(() -> link.call(RedisScript.ADD.with(key, one, none, eternal, eternal)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("EVALSHA add.lua on 127.0.0.1:" + cutter.port() + " lost its connection");

            assertThat(link.call(link.commands().get(key))).isNull();
        }
    }

    /** Cuts a connection over which a script is sent. */
    private static final class LoadCutter implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int target;

        LoadCutter(int target) throws IOException {
            this.target = target;
            start(() -> {
                while (true) {
                    Socket client = listener.accept();
                    start(() -> lead(client));
                }
            });
        }

        int port() {
            return listener.getLocalPort();
        }

        private void lead(Socket client) throws IOException {
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            start(() -> {
                try (client;
                        to) {
                    to.getInputStream().transferTo(client.getOutputStream());
                }
            });
            try (client;
                    to) {
                InputStream in = client.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[8192];
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    ByteArrayOutputStream sent = new ByteArrayOutputStream();
                    sent.write(buffer, 0, length);
                    if (sent.toString(StandardCharsets.ISO_8859_1).contains("LOAD")) {
                        return;
                    }
                    sent.writeTo(out);
                }
            }
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
        }
    }
}
