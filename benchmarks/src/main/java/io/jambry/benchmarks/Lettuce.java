// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The column of Lettuce: one connection for all threads and its synchronous view, bytes in and bytes out. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public class Lettuce implements Contender {

    private static final byte[][] KEYS = Workload.redisKeys("eternal");

    private RedisClient client;
    private StatefulRedisConnection<byte[], byte[]> connection;
    private RedisCommands<byte[], byte[]> commands;

    @Setup
    @Override
    public void prepare() {
        client = RedisClient.create("redis://" + Server.addressGiven());
        connection = client.connect(ByteArrayCodec.INSTANCE);
        commands = connection.sync();
        for (byte[] key : KEYS) {
            commands.set(key, Workload.VALUE_BYTES);
        }
    }

    @TearDown
    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }

    @Benchmark
    public Object get(Cursor cursor) {
        return commands.get(KEYS[cursor.next()]);
    }

    @Benchmark
    public Object put(Cursor cursor) {
        return commands.set(KEYS[cursor.next()], Workload.VALUE_BYTES, new SetArgs().keepttl());
    }

    @Override
    public Operation operation(String name) {
        return switch (name) {
            case "get" -> this::get;
            case "put" -> this::put;
            default -> throw Contender.unknown(this, name);
        };
    }
}
