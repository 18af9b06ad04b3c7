// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.NodeSettings.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of servers that are not what a URL says, and of those that are too old. */
class NodeSettingsTest {

    private static String objection(Role role, String flavour, String version, String mode) {
        LinkSettings link = LinkSettings.of("localhost", 6379);
        return new NodeSettings(link.endpoints().get(0), role, link, null)
                .objection(new ServerIdentity(flavour, version, mode));
    }

    @ParameterizedTest
    @CsvSource({
        "STANDALONE, standalone",
        "WATCHED, standalone",
        "SENTINEL, sentinel",
        "CLUSTER, cluster",
        "CLUSTER_REPLICA, cluster",
        "CLUSTER, ''",
    })
    void objection_serverAsExpected_isNone(Role role, String mode) {
        assertThat(objection(role, "redis", "7.0.15", mode)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "STANDALONE, cluster, is part of a cluster; use a URL that begins with redis+cluster:",
        "WATCHED, cluster, is part of a cluster; use a URL that begins with redis+cluster:",
        "STANDALONE, sentinel, is a sentinel; use a URL that begins with redis+sentinel:",
        "CLUSTER, standalone, is not part of a cluster; use a URL that begins with redis:",
        "CLUSTER, sentinel, is a sentinel",
        "SENTINEL, standalone, is no sentinel; name the sentinels",
    })
    void objection_otherKindOfServer_namesTheUrlToUse(Role role, String mode, String words) {
        assertThat(objection(role, "redis", "7.0.15", mode)).startsWith(words);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, 6.0.16, true",
        "redis, 6.2.11, false",
        "redis, 8.0.2, false",
        "valkey, 7.0.1, true",
        "valkey, 7.2.4, false",
        "valkey, 9.1.2, false",
        "redis, unstable, false",
    })
    void objection_version_isComparedWithTheMinimum(String flavour, String version, boolean old) {
        String objection = objection(Role.STANDALONE, flavour, version, "standalone");
        assertThat(objection)
                .isEqualTo(
                        old ? "is " + flavour + " " + version + "; it must be Redis 6.2 or Valkey 7.2 at least" : null);
    }

    @Test
    void fastPaths_versions_decide() {
        ServerIdentity valkey80 = new ServerIdentity("valkey", "8.0.1", "standalone");
        ServerIdentity valkey91 = new ServerIdentity("valkey", "9.1.2", "standalone");
        ServerIdentity redis80 = new ServerIdentity("redis", "8.0.2", "standalone");
        ServerIdentity redis84 = new ServerIdentity("redis", "8.4.0", "standalone");
        assertThat(FastPath.values()).noneMatch(path -> path.isIn(valkey80) || path.isIn(redis80));
        assertThat(FastPath.values())
                .filteredOn(path -> path.isIn(valkey91))
                .doesNotContain(FastPath.DELEX)
                .hasSize(3);
        assertThat(FastPath.values())
                .filteredOn(path -> path.isIn(redis84))
                .doesNotContain(FastPath.DELIFEQ)
                .hasSize(3);
    }
}
