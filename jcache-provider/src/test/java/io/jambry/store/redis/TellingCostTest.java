// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.LinkSettings;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a put costs while another JVM listens to it asynchronously, or to expiry, beside one that nobody listens to. */
class TellingCostTest {

    private static final int ROUNDS = 200;
    private static final int PUTS = 300;
    private static final double MOST_SERVER = 2.5;
    private static final double MOST_CLIENT = 1.3;

    /** A put with a time to live writes a second key then, and says when that ends. */
    private static final double MOST_SERVER_FOLLOWED = 4;

    private static final Ttl HOUR = Ttl.ofMillis(3_600_000);

    private static ServerProcess server;
    private static TestMember quiet;
    private static TestMember telling;
    private static TestMember listener;
    private static TestMember following;
    private static TestMember expiryListener;

    @BeforeAll
    static void open() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        LinkSettings settings = LinkSettings.of("127.0.0.1", server.port());
        quiet = new TestMember(settings, "quiet", "quiet", Duration.ofSeconds(5));
        telling = new TestMember(settings, "telling", "telling", Duration.ofSeconds(5));
        listener = new TestMember(settings, "telling", "listener", Duration.ofSeconds(5));
        listener.feed.want(TestMember.asynchronous(EnumSet.complementOf(EnumSet.of(ChangeKind.EXPIRED)), Set.of()));
        following = new TestMember(settings, "following", "following", Duration.ofSeconds(5));
        expiryListener = new TestMember(settings, "following", "listener", Duration.ofSeconds(5));
        expiryListener.feed.want(TestMember.asynchronous(TestMember.ALL, Set.of(ChangeKind.EXPIRED)));
        for (int i = 0; i < 20_000; i++) {
            put(quiet, i);
            put(telling, i);
        }
    }

    @AfterAll
    static void close() {
        quiet.close();
        telling.close();
        listener.close();
        following.close();
        expiryListener.close();
        server.close();
    }

    private static void put(TestMember member, int i) {
        member.put("key-" + i % 100, "value");
    }

    @Test
    void put_whileOthersListen_isOneCommand() {
        assertThat(scripts(() -> {
                    for (int i = 0; i < 100; i++) {
                        put(telling, i);
                    }
                }))
                .isBetween(100L, 110L);
    }

    @Test
    void put_whileOthersListenToExpiry_isOneCommand() {
        assertThat(scripts(() -> {
                    for (int i = 0; i < 100; i++) {
                        putForAnHour(following, i);
                    }
                }))
                .isBetween(100L, 110L);
    }

    private static void putForAnHour(TestMember member, int i) {
        member.execute("hour-" + i % 100, new Put(TestMember.bytes("value"), HOUR, HOUR, Condition.NONE, Want.NOTHING));
    }

    /** How many scripts the server ran, but for a few of beats. */
    private static long scripts(Runnable work) {
        long calls = calls(server.info("commandstats", "cmdstat_evalsha"));
        work.run();
        return calls(server.info("commandstats", "cmdstat_evalsha")) - calls;
    }

    private static long calls(String statistics) {
        return Long.parseLong(statistics.replaceAll("calls=(\\d+),.*", "$1"));
    }

    @Test
    void put_whileOthersListen_needsTwoAndAHalfTimesTheServerTimeAtMost() {
        assertThat(ratio("server time of a put", telling, ROUNDS / 10, member -> {
                    double before = serverSeconds();
                    puts(member);
                    return serverSeconds() - before;
                }))
                .isLessThanOrEqualTo(MOST_SERVER);
    }

    @Test
    void put_whileOthersListenToExpiry_needsFourTimesTheServerTimeAtMost() {
        assertThat(ratio("server time of a put with a time to live", following, ROUNDS / 10, member -> {
                    double before = serverSeconds();
                    for (int i = 0; i < PUTS; i++) {
                        putForAnHour(member, i);
                    }
                    return serverSeconds() - before;
                }))
                .isLessThanOrEqualTo(MOST_SERVER_FOLLOWED);
    }

    @Test
    void put_whileOthersListen_needsAThirdMoreOfTheClientAtMost() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        // the time of a thread has its waiting for the server in it here and there, and least of it in the cheaper
        // rounds
        assertThat(ratio("client time of a put", telling, ROUNDS / 20, member -> {
                    long before = threads.getCurrentThreadCpuTime();
                    puts(member);
                    return threads.getCurrentThreadCpuTime() - before;
                }))
                .isLessThanOrEqualTo(MOST_CLIENT);
    }

    private static void puts(TestMember member) {
        for (int i = 0; i < PUTS; i++) {
            put(member, i);
        }
    }

    /** Of the rounds in this place when they are sorted by their cost. */
    private static double ratio(String what, TestMember member, int place, ToDoubleFunction<TestMember> cost) {
        double[] untold = new double[ROUNDS];
        double[] told = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            // interleaved, so that whatever else the machine does hits both
            untold[round] = cost.applyAsDouble(quiet);
            told[round] = cost.applyAsDouble(member);
        }
        Arrays.sort(untold);
        Arrays.sort(told);
        double ratio = told[place] / untold[place];
        System.out.printf("%s that is told / of one that is not: %.2f%n", what, ratio);
        return ratio;
    }

    private static double serverSeconds() {
        return Double.parseDouble(server.info("cpu", "used_cpu_user"))
                + Double.parseDouble(server.info("cpu", "used_cpu_sys"));
    }
}
