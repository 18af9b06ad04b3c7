// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import io.jambry.ConnectionSettings;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** The commands that reach a server of Redis, as the server tells them. Confined to one thread. */
final class HeardCommands implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Jedis monitor;
    private final Jedis speaker;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private HeardCommands(ConnectionSettings server) {
        this.monitor = connect(server);
        this.speaker = connect(server);
    }

    /** Listens from now on. */
    static HeardCommands on(ConnectionSettings server) throws InterruptedException {
        HeardCommands commands = new HeardCommands(server);
        Thread thread = new Thread(commands::listen, "listens to commands");
        thread.setDaemon(true);
        thread.start();
        while (commands.heard.poll(10, TimeUnit.MILLISECONDS) == null) {
            commands.speaker.ping();
        }
        return commands;
    }

    private static Jedis connect(ConnectionSettings server) {
        Jedis jedis = new Jedis(server.host(), server.port());
        server.password().ifPresent(jedis::auth);
        return jedis;
    }

    private void listen() {
        try {
            monitor.monitor(new JedisMonitor() {
                @Override
                public void onCommand(String command) {
                    heard.add(command);
                }
            });
        } catch (JedisException e) {
            // it was closed
        }
    }

    /** What clients ask the server while something is done, and names what is given; what scripts do is not among it. */
    List<String> during(Runnable work, String named) throws InterruptedException {
        hearOut();
        work.run();
        return hearOut()
                .filter(command -> command.contains(named) && !command.contains(" lua]"))
                .toList();
    }

    /** All that was heard until now. */
    private Stream<String> hearOut() throws InterruptedException {
        String end = UUID.randomUUID().toString();
        speaker.echo(end);
        Stream.Builder<String> commands = Stream.builder();
        while (true) {
            String command = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (command == null) {
                throw new IllegalStateException("the server tells its commands no more");
            }
            if (command.contains(end)) {
                return commands.build();
            }
            commands.add(command);
        }
    }

    @Override
    public void close() {
        monitor.close();
        speaker.close();
    }
}
