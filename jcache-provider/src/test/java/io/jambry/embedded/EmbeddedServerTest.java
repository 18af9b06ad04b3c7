// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.ConfigurationException;
import io.jambry.NotExecutedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

    @Test
    void start_twoServers_answerOnPortsOfTheirOwnAndEndWhenClosed() throws IOException {
        EmbeddedServer first = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
        try (EmbeddedServer second = EmbeddedServer.start(EmbeddedSettings.DEFAULT)) {
            assertThat(ask(first, "PING")).isEqualTo("+PONG");
            assertThat(ask(second, "PING")).isEqualTo("+PONG");
            assertThat(first.port()).isNotEqualTo(second.port());
        }
        ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
        first.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(first.isAlive()).isFalse();
    }

    @Test
    void start_anyServer_keepsNothingOnDiskAndListensOnLoopbackOnly() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT)) {
            assertThat(askForList(server, "CONFIG GET save")).isEqualTo("");
            assertThat(askForList(server, "CONFIG GET appendonly")).isEqualTo("no");
            assertThat(askForList(server, "CONFIG GET bind")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void shared_sameName_isOneServerAndAnotherNameIsAnother() {
        EmbeddedServer server = EmbeddedServer.shared("shared-test", EmbeddedSettings.DEFAULT);
        EmbeddedServer other = EmbeddedServer.shared("shared-test-2", EmbeddedSettings.DEFAULT);
        assertThat(EmbeddedServer.shared("shared-test", EmbeddedSettings.DEFAULT))
                .isSameAs(server);
        assertThat(other).isNotSameAs(server);
        server.close();
        EmbeddedServer again = EmbeddedServer.shared("shared-test", EmbeddedSettings.DEFAULT);
        assertThat(again.isAlive()).isTrue();
        again.close();
        other.close();
    }

    @Test
    void toString_anyServer_hidesThePassword() {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT)) {
            assertThat(server.toString()).doesNotContain(server.password());
            assertThat(server.url()).isEqualTo("redis://:" + server.password() + "@127.0.0.1:" + server.port());
        }
    }

    @Test
    void start_directiveTheServerRefuses_tellsItsLastWords() {
        EmbeddedSettings settings = EmbeddedSettings.DEFAULT.withDirectives("no-such-directive 1");
        assertThatThrownBy(() -> EmbeddedServer.start(settings))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining(" ended before it answered; its last words: ")
                .hasMessageContaining("no-such-directive");
    }

    @Test
    void start_programThatIsNone_namesIt() {
        EmbeddedSettings settings = EmbeddedSettings.DEFAULT.withBinary(Path.of("/no/such/server"));
        assertThatThrownBy(() -> EmbeddedServer.start(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the server program /no/such/server cannot be executed; correct 'embedded-binary'");
    }

    @Test
    void onPath_severalPrograms_prefersValkey(@TempDir Path directory) throws IOException {
        for (String name : List.of("redis-server", "valkey-server")) {
            assertThat(Files.createFile(directory.resolve(name)).toFile().setExecutable(true))
                    .isTrue();
        }
        assertThat(ServerBinary.onPath("/nowhere:" + directory)).contains(directory.resolve("valkey-server"));
        assertThat(ServerBinary.onPath("/nowhere")).isEmpty();
    }

    @Test
    void start_jvmKilled_takesTheServerWithIt() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerHolder.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = jvm.inputReader()) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(server.isAlive()).isTrue();
            jvm.destroyForcibly();
            await().atMost(Duration.ofSeconds(10)).until(() -> !server.isAlive());
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static String ask(EmbeddedServer server, String command) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port());
                BufferedReader reader = send(socket, server, command)) {
            return reader.readLine();
        }
    }

    private static String askForList(EmbeddedServer server, String command) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port());
                BufferedReader reader = send(socket, server, command)) {
            assertThat(reader.readLine()).isEqualTo("*2");
            for (int line = 0; line < 3; line++) {
                assertThat(reader.readLine()).isNotNull();
            }
            return reader.readLine();
        }
    }

    private static BufferedReader send(Socket socket, EmbeddedServer server, String command) throws IOException {
        socket.getOutputStream()
                .write(("AUTH " + server.password() + "\r\n" + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(reader.readLine()).isEqualTo("+OK");
        return reader;
    }
}
