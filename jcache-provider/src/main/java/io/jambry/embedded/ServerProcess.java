// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

import io.jambry.NotExecutedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server program under a shell that holds its life line.
 *
 * <p>Mechanism: the shell reads a pipe that only this JVM can write to. When the pipe closes, because the JVM asks for it or
 * because it is gone in whatever way, the shell ends the server and removes its directory. The configuration, which holds the
 * password, is a private file and no command line.
 */
final class ServerProcess {

    static final String HOST = "127.0.0.1";

    private static final InetAddress LOOPBACK = loopback();

    private static final String SHELL = "d=$1; shift; \"$@\" </dev/null & p=$!; trap '' TERM INT HUP; cat >/dev/null; "
            + "kill $p 2>/dev/null; wait $p; rm -rf \"$d\"";

    private static final int LOG_TAIL = 1000;
    private static final int PROBE_TIMEOUT_MILLIS = 1000;
    private static final int PROBE_PAUSE_MILLIS = 5;

    private final Process shell;
    private final Path log;
    private final int port;
    private final String password;

    private ServerProcess(Process shell, Path log, int port, String password) {
        this.shell = shell;
        this.log = log;
        this.port = port;
        this.password = password;
    }

    static ServerProcess launch(String program, List<String> directives) {
        try {
            Path directory = Files.createTempDirectory("jambry-server-");
            int port = freePort();
            String password = randomPassword();
            Path configuration = Files.writeString(
                    directory.resolve("server.conf"), configuration(directory, port, password, directives));
            Path log = directory.resolve("server.log");
            Process shell = startForTheJvm(
                    new ProcessBuilder("sh", "-c", SHELL, "sh", directory.toString(), program, configuration.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile()));
            return new ServerProcess(shell, log, port, password);
        } catch (IOException e) {
            throw new NotExecutedException("the embedded server " + program + " cannot be started", e);
        }
    }

    /** Starts a process that runs longer than the application which needs it first. */
    private static Process startForTheJvm(ProcessBuilder builder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader ofTheCaller = thread.getContextClassLoader();
        // the JDK's thread that waits for the end of the process keeps the context class loader
        thread.setContextClassLoader(ServerProcess.class.getClassLoader());
        try {
            return builder.start();
        } finally {
            thread.setContextClassLoader(ofTheCaller);
        }
    }

    private static String configuration(Path directory, int port, String password, List<String> directives) {
        List<String> lines = new ArrayList<>(List.of(
                "bind " + HOST,
                "port " + port,
                "requirepass " + password,
                "dir \"" + directory + "\"",
                "save \"\"",
                "appendonly no",
                "daemonize no"));
        lines.addAll(directives);
        return String.join("\n", lines) + "\n";
    }

    /** The one that the server binds to, which is not what every JVM calls its loopback address. */
    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    boolean isAlive() {
        return shell.isAlive() && server().isPresent();
    }

    long serverPid() {
        return server().map(ProcessHandle::pid).orElse(-1L);
    }

    /** The shell has two children: the server, started first, and the reader of the life line. */
    private Optional<ProcessHandle> server() {
        return shell.children()
                .filter(child ->
                        !child.info().command().map(c -> c.endsWith("/cat")).orElse(false))
                .filter(ProcessHandle::isAlive)
                .findFirst();
    }

    boolean awaitReady(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() - deadline < 0 && shell.isAlive() && !failedToStart()) {
            if (answers()) {
                return true;
            }
            try {
                Thread.sleep(PROBE_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private boolean failedToStart() {
        Optional<ProcessHandle> reader = shell.children().findFirst();
        return reader.isPresent() && server().isEmpty() && shell.children().count() == 1;
    }

    /** Whoever got the port meanwhile does not know the password, so only our server answers. */
    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), PROBE_TIMEOUT_MILLIS);
            socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(reader.readLine()) && "+PONG".equals(reader.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    String logTail() {
        try {
            String text = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
            return text.length() <= LOG_TAIL ? text : "…" + text.substring(text.length() - LOG_TAIL);
        } catch (IOException e) {
            return "(none)";
        }
    }

    void stop(Duration grace) {
        List<ProcessHandle> children = shell.children().toList();
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // the shell is gone already; what is left of it is ended below
        }
        try {
            if (shell.waitFor(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // with the server gone the shell clears up and ends by itself
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
