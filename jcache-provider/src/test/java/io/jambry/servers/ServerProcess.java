// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One server, or one Sentinel, that a test can talk to, pause, kill and start again.
 *
 * <p>Thread-safe. Mechanism: a shell holds the server and obeys this JVM through a pipe; see {@code supervise.sh}.
 */
public final class ServerProcess implements AutoCloseable {

    /** Where every server listens. */
    public static final String HOST = "127.0.0.1";

    private static final String SUPERVISOR = supervisor();
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final long PROBE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int ATTEMPTS = 5;
    private static final int LOG_TAIL = 1500;

    private final ServerBinary binary;
    private final ServerAccess access;
    private final Path directory;
    private final int port;
    private final Process shell;
    private final BufferedReader answers;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long pid = -1;
    private volatile boolean paused;

    private ServerProcess(
            ServerBinary binary, ServerAccess access, Path directory, int port, Process shell, BufferedReader answers) {
        this.binary = binary;
        this.access = access;
        this.directory = directory;
        this.port = port;
        this.shell = shell;
        this.answers = answers;
    }

    public static ServerProcess start(ServerBinary binary, List<String> directives) {
        return start(binary, ServerAccess.OPEN, directives);
    }

    /**
     * Starts a server that keeps nothing on disk, and waits until it answers.
     *
     * @param binary which
     * @param access what it asks of clients
     * @param directives further lines of its configuration, which prevail over ours
     * @return the server, to be closed
     */
    public static ServerProcess start(ServerBinary binary, ServerAccess access, List<String> directives) {
        List<String> lines = new ArrayList<>(List.of("save \"\"", "appendonly no"));
        lines.addAll(access.following());
        lines.addAll(directives);
        return start(binary, access, lines, List.of());
    }

    /** Starts a Sentinel and waits until it answers. */
    static ServerProcess startSentinel(ServerBinary binary, ServerAccess access, List<String> directives) {
        return start(binary, access, directives, List.of("--sentinel"));
    }

    private static ServerProcess start(
            ServerBinary binary, ServerAccess access, List<String> directives, List<String> arguments) {
        for (int attempt = 1; ; attempt++) {
            ServerProcess process = launch(binary, access, directives, arguments);
            try {
                process.begin();
                return process;
            } catch (RuntimeException e) {
                boolean portTaken = process.log().contains("Address already in use");
                process.close();
                if (!portTaken || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static ServerProcess launch(
            ServerBinary binary, ServerAccess access, List<String> directives, List<String> arguments) {
        try {
            Path directory = Files.createTempDirectory("jambry-test-server-");
            int port = FreePort.find();
            List<String> lines = new ArrayList<>(List.of("bind " + HOST, "dir \"" + directory + "\"", "daemonize no"));
            lines.addAll(access.listening(port));
            lines.addAll(directives);
            Path configuration = Files.write(directory.resolve("server.conf"), lines);
            List<String> command = new ArrayList<>(List.of("sh", "-c", SUPERVISOR, "sh", directory.toString()));
            command.add(binary.server().toString());
            command.add(configuration.toString());
            command.addAll(arguments);
            Process shell = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader answers = shell.inputReader(StandardCharsets.US_ASCII);
            return new ServerProcess(binary, access, directory, port, shell, answers);
        } catch (IOException e) {
            throw new UncheckedIOException(binary + " cannot be launched", e);
        }
    }

    private static String supervisor() {
        try (InputStream in = ServerProcess.class.getResourceAsStream("supervise.sh")) {
            if (in == null) {
                throw new IllegalStateException("supervise.sh is not among the test resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() {
        pid = Long.parseLong(tell("start"));
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answersAsItself()) {
            if (!isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(binary + " on port " + port
                        + (isAlive() ? " did not answer within " + START_LIMIT.toSeconds() + " s" : " ended")
                        + "; its last words: " + log());
            }
            LockSupport.parkNanos(PROBE_PAUSE_NANOS);
        }
    }

    /** Not so while it loads its data, nor when the port is another program's. */
    private boolean answersAsItself() {
        try (Jedis connection = connect()) {
            String server = ServerReply.text(ServerReply.send(connection, "INFO", "server"));
            return server.contains("process_id:" + pid + "\r")
                    && "PONG".equals(ServerReply.text(ServerReply.send(connection, "PING")));
        } catch (JedisException e) {
            return false;
        }
    }

    private String tell(String word) {
        lock.lock();
        try {
            shell.getOutputStream().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
            shell.getOutputStream().flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the shell around " + this + " is gone");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("the shell around " + this + " is gone", e);
        } finally {
            lock.unlock();
        }
    }

    public ServerBinary binary() {
        return binary;
    }

    public ServerAccess access() {
        return access;
    }

    public int port() {
        return port;
    }

    /**
     * Where it listens.
     *
     * @return such as {@code 127.0.0.1:12345}
     */
    public String address() {
        return HOST + ":" + port;
    }

    /**
     * The server's process, not the shell around it.
     *
     * @return its id; another one after a restart
     */
    public long pid() {
        return pid;
    }

    /** Its own, removed with it. */
    public Path directory() {
        return directory;
    }

    /** The end of what it wrote. */
    public String log() {
        try {
            String text = Files.readString(directory.resolve("server.log"), StandardCharsets.ISO_8859_1)
                    .strip();
            return text.length() <= LOG_TAIL ? text : "…" + text.substring(text.length() - LOG_TAIL);
        } catch (IOException e) {
            return "(none)";
        }
    }

    public boolean isAlive() {
        // a process that ended and was not yet waited for has an id but no command
        return shell.isAlive()
                && ProcessHandle.of(pid)
                        .flatMap(process -> process.info().command())
                        .isPresent();
    }

    /** Alive and not paused. */
    public boolean isResponsive() {
        return isAlive() && !paused;
    }

    /** Ends it at once, as a crash would; the port and the directory stay its own. */
    public void kill() {
        tell("KILL");
        paused = false;
    }

    /** Ends it politely: it saves what it was told to save. */
    public void stop() {
        tell("TERM");
        paused = false;
    }

    /** Stops its time; connections stay open and unanswered. */
    public void pause() {
        signal("STOP");
        paused = true;
    }

    /** Lets its time run again. */
    public void resume() {
        signal("CONT");
        paused = false;
    }

    /** Starts it again on the same port with what is in its directory, killing it first if it runs. */
    public void restart() {
        kill();
        begin();
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(this + " got no signal " + name + "; it does not run");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + this, e);
        }
    }

    /** A connection of one's own, authenticated, to be closed. */
    public Jedis connect() {
        return new Jedis(HOST, port, access.client());
    }

    /**
     * Runs a command on this very node over a connection of its own.
     *
     * @param words the command and its arguments
     * @return a {@link String}, a {@link Long}, a {@link List} of such, or null
     */
    public @Nullable Object command(String... words) {
        try (Jedis connection = connect()) {
            return ServerReply.send(connection, words);
        }
    }

    /** Runs a command whose reply is a text or a number. */
    public String text(String... words) {
        return ServerReply.text(command(words));
    }

    /** Runs a command whose reply is a list of texts or numbers. */
    public List<String> texts(String... words) {
        return ServerReply.texts(command(words));
    }

    /**
     * One line of {@code INFO}.
     *
     * @param section such as {@code replication}
     * @param field such as {@code role}
     * @return empty if there is no such line
     */
    public String info(String section, String field) {
        return ServerReply.field(text("INFO", section), field);
    }

    /** Ends it at once and removes its directory. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // the shell is gone already
        }
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            // it goes on by itself
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return binary + " on " + address();
    }
}
