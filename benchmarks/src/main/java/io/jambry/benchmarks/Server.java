// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The server of one comparison: the program named by the property {@code server}, or {@code valkey-server} or {@code
 * redis-server} on the path, or the one that embedded-redis carries. Loopback, no persistence, no password.
 */
final class Server implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    /** How a column in another process finds the server: {@code host:port}. */
    static final String PROPERTY = "bench.server";

    private final Process process;
    private final int port;

    private Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Server start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        program(), "--bind", HOST, "--port", Integer.toString(port), "--save", "", "--appendonly", "no")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Server server = new Server(process, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        server.awaitAnswer();
        return server;
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try (RedisClient client = RedisClient.create(HOST, port)) {
                client.ping();
                return;
            } catch (JedisException e) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw new IllegalStateException("the server on " + address() + " does not answer", e);
                }
                Thread.sleep(20);
            }
        }
    }

    private static String program() throws IOException {
        String configured = System.getProperty("server");
        if (configured != null) {
            return configured;
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of("valkey-server", "redis-server")
                .flatMap(name -> Stream.of(path.split(":")).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(Server::carried);
    }

    private static String carried() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String family = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String name = "redis-server-7.0.15-" + family + "-" + (architecture.equals("aarch64") ? "arm64" : "amd64");
        try (InputStream in = Server.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "no server: name one with -Dserver=<path of redis-server or valkey-server>");
            }
            Path file = Files.createTempFile("bench-server-", "");
            file.toFile().deleteOnExit();
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return file.toString();
        } catch (IOException e) {
            throw new IllegalStateException("the server inside embedded-redis cannot be extracted", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Empties it: each measurement begins alike. */
    void flush() {
        try (RedisClient client = RedisClient.create(HOST, port)) {
            client.flushAll();
        }
    }

    String address() {
        return HOST + ":" + port;
    }

    /** The address in a process that {@link Compare} started. */
    static String addressGiven() {
        String address = System.getProperty(PROPERTY);
        if (address == null) {
            throw new IllegalStateException(
                    "no server: start io.jambry.benchmarks.Compare, or give -D" + PROPERTY + "=host:port");
        }
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
