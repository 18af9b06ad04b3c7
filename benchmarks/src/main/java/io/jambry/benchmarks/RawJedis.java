// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.GetExParams;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

/** The column of the client itself: pooled, bytes in and bytes out, written by hand for each operation. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public class RawJedis implements Contender {

    static final String FULL = "full";

    private static final int PAGE = 1000;

    /** The most connections; the pool opens as many as there are threads. */
    private static final int POOL = 64;

    private static final byte[][] KEYS = Workload.redisKeys("eternal");
    private static final byte[][] LEASES = leases();
    private static final byte[] LEASE_MILLIS = ascii("10000");
    private static final byte[] NOTHING = {};

    private final AtomicLong claims = new AtomicLong();
    private RedisClient client;
    private byte[] claim;
    private byte[] commit;

    @Setup
    @Override
    public void prepare() {
        client = pooled();
        claim = client.scriptLoad(text("invoke-claim.lua"), "x").getBytes(StandardCharsets.US_ASCII);
        commit = client.scriptLoad(text("part/entry.lua") + text("part/commit.lua") + text("invoke-commit.lua"), "x")
                .getBytes(StandardCharsets.US_ASCII);
        for (byte[] key : KEYS) {
            client.set(key, Workload.VALUE_BYTES);
        }
    }

    @TearDown
    @Override
    public void close() {
        client.close();
    }

    @Benchmark
    public Object get(Cursor cursor) {
        return client.get(KEYS[cursor.next()]);
    }

    @Benchmark
    public Object put(Cursor cursor) {
        return client.set(KEYS[cursor.next()], Workload.VALUE_BYTES, new SetParams().keepTtl());
    }

    @Benchmark
    public Object replace(Cursor cursor) {
        return client.set(
                KEYS[cursor.next()], Workload.VALUE_BYTES, new SetParams().xx().keepTtl());
    }

    @Benchmark
    public Object getAndPut(Cursor cursor) {
        return client.setGet(KEYS[cursor.next()], Workload.VALUE_BYTES, new SetParams().keepTtl());
    }

    /** The two scripts that Jambry runs for an {@code invoke}, and what lies between them. */
    @Benchmark
    public Object invoke(Cursor cursor) {
        byte[] lease = LEASES[cursor.next()];
        byte[] key = Arrays.copyOf(lease, lease.length - 3);
        while (true) {
            byte[] number = ascii(Long.toString(claims.incrementAndGet()));
            Object reply = client.evalsha(claim, 2, key, lease, ascii("raw"), number, LEASE_MILLIS);
            if (!(reply instanceof List<?> claimed)) {
                continue;
            }
            byte[] fence = (byte[]) claimed.get(0);
            byte[] before = (byte[]) claimed.get(1);
            byte[] kind = ascii(before == null ? "absent" : "bytes");
            long next = before == null ? 1 : Long.parseLong(new String(before, StandardCharsets.US_ASCII)) + 1;
            byte[] expected = before == null ? NOTHING : before;
            return client.evalsha(
                    commit,
                    2,
                    key,
                    lease,
                    fence,
                    kind,
                    expected,
                    ascii("put"),
                    ascii(before == null ? "0" : "-1"),
                    ascii(Long.toString(next)),
                    ascii("2000"),
                    ascii("30000"));
        }
    }

    @Benchmark
    public Object getAll(Cursor cursor) {
        return client.mget(bulk(cursor));
    }

    @Benchmark
    public Object getAllTouched(Cursor cursor) {
        List<Response<byte[]>> replies = new ArrayList<>(Workload.BULK);
        try (Pipeline pipeline = client.pipelined()) {
            for (byte[] key : bulk(cursor)) {
                replies.add(pipeline.getEx(key, new GetExParams().px(Workload.TTL_MILLIS)));
            }
            pipeline.sync();
        }
        return replies.get(0).get();
    }

    @Benchmark
    public Object putAll(Cursor cursor) {
        try (Pipeline pipeline = client.pipelined()) {
            for (byte[] key : bulk(cursor)) {
                pipeline.set(key, Workload.VALUE_BYTES, new SetParams().px(Workload.TTL_MILLIS));
            }
            pipeline.sync();
        }
        return cursor;
    }

    @Override
    public Operation operation(String name) {
        return switch (name) {
            case "get" -> this::get;
            case "put" -> this::put;
            case "replace" -> this::replace;
            case "getAndPut" -> this::getAndPut;
            case "invoke" -> this::invoke;
            case "getAll" -> this::getAll;
            case "getAllTouched" -> this::getAllTouched;
            case "putAll" -> this::putAll;
            case "clear" -> new Clearing(this::clear);
            default -> throw Contender.unknown(this, name);
        };
    }

    private static byte[][] bulk(Cursor cursor) {
        int from = cursor.nextBulk() * Workload.BULK;
        return Arrays.copyOfRange(KEYS, from, from + Workload.BULK);
    }

    /** Writes what {@link #clear} removes. */
    @State(Scope.Benchmark)
    public static class Full {

        @Setup(Level.Invocation)
        public void refill() {
            fill();
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void clear(Full full) {
        clear();
    }

    private void clear() {
        ScanParams page = new ScanParams().match(Workload.redisKey(FULL, "*")).count(PAGE);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        ScanResult<byte[]> result;
        do {
            result = client.scan(cursor, page);
            if (!result.getResult().isEmpty()) {
                client.unlink(result.getResult().toArray(byte[][]::new));
            }
            cursor = result.getCursorAsBytes();
        } while (!result.isCompleteIteration());
    }

    private static RedisClient pooled() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(POOL);
        pool.setMaxIdle(POOL);
        return RedisClient.builder()
                .hostAndPort(HostAndPort.from(Server.addressGiven()))
                .poolConfig(pool)
                .build();
    }

    static RedisClient connect() {
        return RedisClient.create(HostAndPort.from(Server.addressGiven()));
    }

    /** Writes the entries of the cache that is cleared, under the names Jambry gives them. */
    static void fill() {
        try (RedisClient client = connect();
                Pipeline pipeline = client.pipelined()) {
            for (int i = 0; i < Workload.MANY; i++) {
                pipeline.set(Workload.redisKey(FULL, "key-" + i), Workload.VALUE_BYTES);
                if (i % PAGE == 0) {
                    pipeline.sync();
                }
            }
        }
    }

    private static byte[][] leases() {
        return Workload.NAMES.stream()
                .map(name -> (new String(Workload.redisKey("numbers", name), StandardCharsets.UTF_8) + ":lk"))
                .map(RawJedis::ascii)
                .toArray(byte[][]::new);
    }

    private static String text(String script) {
        try (InputStream in = ClassLoader.getSystemResourceAsStream("io/jambry/redis/" + script)) {
            if (in == null) {
                throw new IllegalStateException(script + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
