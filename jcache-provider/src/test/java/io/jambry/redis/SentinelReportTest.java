// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.redis.SentinelReport.Peer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

class SentinelReportTest {

    private static final Endpoint SENTINEL = new Endpoint("10.0.0.9", 26379);
    private static final JedisDataException FORBIDDEN = new JedisDataException("NOPERM this user has no permissions");
    private static final JedisDataException UNKNOWN = new JedisDataException("ERR No such master with that name");

    private static List<Object> list(String... words) {
        List<Object> list = new ArrayList<>();
        for (String word : words) {
            list.add(word.getBytes(StandardCharsets.UTF_8));
        }
        return list;
    }

    private static List<Object> replica(String host, String flags, String link) {
        return list("ip", host, "port", "6379", "flags", flags, "master-link-status", link);
    }

    @Test
    void of_fullAnswers_tellsAll() {
        SentinelReport report = SentinelReport.of(SENTINEL, new Object[] {
            list("10.0.0.1", "6379"),
            list("name", "x", "config-epoch", "12", "flags", "master,failover_in_progress"),
            List.of(list("ip", "10.0.0.8", "port", "26379", "runid", "b")),
            "a".getBytes(StandardCharsets.UTF_8),
            List.of(
                    replica("10.0.0.2", "slave", "ok"),
                    replica("10.0.0.3", "slave,s_down", "ok"),
                    replica("10.0.0.4", "slave,disconnected", "ok"),
                    replica("10.0.0.5", "slave", "err"))
        });
        assertThat(report)
                .isEqualTo(new SentinelReport(
                        "a",
                        new Endpoint("10.0.0.1", 6379),
                        12,
                        /* alarmed= */ true,
                        List.of(new Peer(new Endpoint("10.0.0.8", 26379), "b")),
                        List.of(new Endpoint("10.0.0.2", 6379))));
    }

    @Test
    void of_allButTheAddressForbidden_tellsTheAddress() {
        SentinelReport report = SentinelReport.of(
                SENTINEL, new Object[] {list("10.0.0.1", "6379"), FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN});
        assertThat(report)
                .isEqualTo(new SentinelReport(
                        "10.0.0.9:26379",
                        new Endpoint("10.0.0.1", 6379),
                        0,
                        /* alarmed= */ false,
                        List.of(),
                        List.of()));
    }

    @Test
    void of_unknownName_namesNoPrimary() {
        byte[] id = {'a'};
        assertThat(SentinelReport.of(SENTINEL, new Object[] {null, UNKNOWN, UNKNOWN, id})
                        .primary())
                .isNull();
    }

    @Test
    void of_addressForbidden_fails() {
        assertThatThrownBy(() -> SentinelReport.of(SENTINEL, new Object[] {FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN}))
                .isSameAs(FORBIDDEN);
    }
}
