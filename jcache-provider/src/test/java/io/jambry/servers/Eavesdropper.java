// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** Somebody who reads a server's memory, and hears each command that reaches it from now on. */
public final class Eavesdropper implements AutoCloseable {

    private final Jedis reader;
    private final Jedis listener;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private Eavesdropper(ServerProcess server) {
        this.reader = server.connect();
        this.listener = server.connect();
    }

    public static Eavesdropper on(ServerProcess server) {
        Eavesdropper eavesdropper = new Eavesdropper(server);
        eavesdropper.listen();
        return eavesdropper;
    }

    private void listen() {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        listener.monitor(new JedisMonitor() {
                            @Override
                            public void onCommand(String command) {
                                heard.add(command);
                                begun.countDown();
                            }
                        });
                    } catch (JedisException e) {
                        // it was closed
                    }
                },
                "eavesdropper");
        thread.setDaemon(true);
        thread.start();
        // until something is heard, nobody knows that it listens
        Awaitility.await().until(() -> {
            reader.ping();
            return begun.getCount() == 0;
        });
    }

    /** Which of these texts somewhere stand in what can be read on the server now, or in a command so far. */
    public List<String> found(String... texts) {
        String all = all();
        return Stream.of(texts).filter(all::contains).toList();
    }

    /** The commands of clients so far in which this text stands; what scripts do is not among them. */
    public List<String> asked(String text) {
        hearOut();
        return heard.stream()
                .filter(line -> line.contains(text) && !line.contains(" lua]"))
                .toList();
    }

    private void hearOut() {
        String end = UUID.randomUUID().toString();
        reader.echo(end);
        Awaitility.await().until(() -> heard.stream().anyMatch(line -> line.contains(end)));
    }

    /** Everything, a byte each character. */
    private String all() {
        hearOut();
        StringBuilder all = new StringBuilder(String.join("\n", heard));
        for (byte[] key : reader.keys("*".getBytes(ISO_8859_1))) {
            append(all, key);
            switch (reader.type(key)) {
                case "string" -> append(all, reader.get(key));
                case "hash" -> {
                    for (Map.Entry<byte[], byte[]> field : reader.hgetAll(key).entrySet()) {
                        append(all, field.getKey());
                        append(all, field.getValue());
                    }
                }
                case "zset" -> reader.zrange(key, 0, -1).forEach(member -> append(all, member));
                case "none" -> {
                    // expired meanwhile
                }
                default -> throw new IllegalStateException("cannot read a " + reader.type(key));
            }
        }
        return all.toString();
    }

    private static void append(StringBuilder all, byte[] bytes) {
        if (bytes != null) {
            all.append('\n').append(new String(bytes, ISO_8859_1));
        }
    }

    @Override
    public void close() {
        listener.close();
        reader.close();
    }
}
