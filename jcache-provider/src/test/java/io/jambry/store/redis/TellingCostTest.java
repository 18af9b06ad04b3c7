// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.LinkSettings;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.Wish;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a put costs while another JVM listens to it asynchronously, beside one that nobody listens to. */
class TellingCostTest {

    private static final int ROUNDS = 200;
    private static final int PUTS = 300;
    private static final double MOST_SERVER = 2.5;
    private static final double MOST_CLIENT = 1.3;

    private static ServerProcess server;
    private static TestMember quiet;
    private static TestMember telling;
    private static TestMember listener;

    @BeforeAll
    static void open() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        LinkSettings settings = LinkSettings.of("127.0.0.1", server.port());
        quiet = new TestMember(settings, "quiet", "quiet", Duration.ofSeconds(5));
        telling = new TestMember(settings, "telling", "telling", Duration.ofSeconds(5));
        listener = new TestMember(settings, "telling", "listener", Duration.ofSeconds(5));
        listener.feed.want(new Wish(TestMember.ALL, Set.of(), Set.of()));
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
        server.close();
    }

    private static void put(TestMember member, int i) {
        member.put("key-" + i % 100, "value");
    }

    @Test
    void put_whileOthersListen_isOneCommand() {
        String before = server.info("commandstats", "cmdstat_evalsha");
        long calls = calls(before);
        for (int i = 0; i < 100; i++) {
            put(telling, i);
        }
        assertThat(calls(server.info("commandstats", "cmdstat_evalsha")) - calls)
                .isBetween(100L, 110L);
    }

    private static long calls(String statistics) {
        return Long.parseLong(statistics.replaceAll("calls=(\\d+),.*", "$1"));
    }

    @Test
    void put_whileOthersListen_needsTwoAndAHalfTimesTheServerTimeAtMost() {
        assertThat(ratio("server time", ROUNDS / 10, member -> {
                    double before = serverSeconds();
                    puts(member);
                    return serverSeconds() - before;
                }))
                .isLessThanOrEqualTo(MOST_SERVER);
    }

    @Test
    void put_whileOthersListen_needsAThirdMoreOfTheClientAtMost() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        // the time of a thread has its waiting for the server in it here and there, and least of it in the cheapest
        // rounds
        assertThat(ratio("client time", 0, member -> {
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
    private static double ratio(String what, int place, ToDoubleFunction<TestMember> cost) {
        double[] untold = new double[ROUNDS];
        double[] told = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            // interleaved, so that whatever else the machine does hits both
            untold[round] = cost.applyAsDouble(quiet);
            told[round] = cost.applyAsDouble(telling);
        }
        Arrays.sort(untold);
        Arrays.sort(told);
        double ratio = told[place] / untold[place];
        System.out.printf("%s of a put that is told / of one that is not: %.2f%n", what, ratio);
        return ratio;
    }

    private static double serverSeconds() {
        return Double.parseDouble(server.info("cpu", "used_cpu_user"))
                + Double.parseDouble(server.info("cpu", "used_cpu_sys"));
    }
}
