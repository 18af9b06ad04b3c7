// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

import io.jambry.NotExecutedException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A running server that belongs to this JVM.
 *
 * <p>It listens on the loopback address at a free port, asks for a random password, writes nothing to disk, and ends with the
 * JVM, even when that is killed. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** A port found free may be taken before the server gets it; so often we look for another one. */
    private static final int ATTEMPTS = 5;

    private static final ConcurrentMap<String, EmbeddedServer> SHARED = new ConcurrentHashMap<>();

    private final ServerProcess process;

    private EmbeddedServer(ServerProcess process) {
        this.process = process;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param settings how
     * @return the server, to be closed by the caller
     * @throws io.jambry.ConfigurationException if there is no server program
     * @throws NotExecutedException if it does not answer in time; the message ends with what it wrote last
     */
    public static EmbeddedServer start(EmbeddedSettings settings) {
        String program = ServerBinary.find(settings.binary()).toString();
        for (int attempt = 1; ; attempt++) {
            long start = System.nanoTime();
            ServerProcess process = ServerProcess.launch(program, settings.directives());
            if (process.awaitReady(settings.startTimeout())) {
                return new EmbeddedServer(process);
            }
            boolean timeIsUp =
                    System.nanoTime() - start >= settings.startTimeout().toNanos();
            String log = process.logTail();
            boolean portTaken = log.contains("Address already in use");
            process.stop(Duration.ZERO);
            if (!portTaken || attempt == ATTEMPTS) {
                String end = timeIsUp
                        ? " did not answer within " + settings.startTimeout().toMillis() + " ms"
                        : " ended before it answered";
                throw new NotExecutedException("the embedded server " + program + end + "; its last words: "
                        + (log.isEmpty() ? "(none)" : log));
            }
        }
    }

    /**
     * The server that all users of a name in this JVM share. The first one starts it; it runs until the JVM ends, so that
     * data outlives the managers which are opened and closed meanwhile.
     *
     * @param name the name, often empty
     * @param settings how to start it if it does not run yet
     * @return the server; not to be closed
     */
    public static EmbeddedServer shared(String name, EmbeddedSettings settings) {
        return SHARED.compute(name, (key, running) -> running != null && running.isAlive() ? running : start(settings));
    }

    /**
     * Where it listens.
     *
     * @return the loopback address
     */
    public String host() {
        return ServerProcess.HOST;
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return process.port();
    }

    /**
     * What it asks for.
     *
     * @return the password of the default user
     */
    public String password() {
        return process.password();
    }

    /**
     * Its address for other JVMs, password included: do not log it.
     *
     * @return such as {@code redis://:secret@127.0.0.1:40001}
     */
    public String url() {
        return "redis://:" + password() + "@" + host() + ":" + port();
    }

    /**
     * Tells whether it runs.
     *
     * @return false after it was closed or has died
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * The server's process.
     *
     * @return its id
     */
    public long pid() {
        return process.serverPid();
    }

    /** Ends the server: politely first, by force after two seconds. */
    @Override
    public void close() {
        process.stop(Duration.ofSeconds(2));
    }

    @Override
    public String toString() {
        return "embedded server on " + host() + ":" + port();
    }
}
