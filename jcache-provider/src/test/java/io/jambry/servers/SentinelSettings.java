// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.time.Duration;
import java.util.List;

/**
 * What a primary watched by Sentinels looks like.
 *
 * @param replicas how many follow the primary
 * @param sentinels how many watch
 * @param quorum how many of them must agree that the primary is down
 * @param downAfter how long a silence means that
 * @param failoverTimeout how long a failover may take before another one is tried
 * @param serverAccess what primary and replicas ask of clients
 * @param sentinelAccess what the Sentinels ask of clients
 * @param serverDirectives further lines for the primary and the replicas
 * @param sentinelDirectives further lines for the Sentinels
 */
public record SentinelSettings(
        int replicas,
        int sentinels,
        int quorum,
        Duration downAfter,
        Duration failoverTimeout,
        ServerAccess serverAccess,
        ServerAccess sentinelAccess,
        List<String> serverDirectives,
        List<String> sentinelDirectives) {

    /** Two replicas, three Sentinels of which two decide after a second; open to everybody. */
    public static final SentinelSettings DEFAULT = new SentinelSettings(
            2,
            3,
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            ServerAccess.OPEN,
            ServerAccess.OPEN,
            List.of(),
            List.of());

    /** Refuses what can never decide. */
    public SentinelSettings {
        if (replicas < 0 || quorum < 1 || quorum > sentinels) {
            throw new IllegalArgumentException(
                    replicas + " replicas, " + sentinels + " sentinels, quorum " + quorum + " make no sense");
        }
        serverDirectives = List.copyOf(serverDirectives);
        sentinelDirectives = List.copyOf(sentinelDirectives);
    }

    public SentinelSettings withReplicas(int number) {
        return new SentinelSettings(
                number,
                sentinels,
                quorum,
                downAfter,
                failoverTimeout,
                serverAccess,
                sentinelAccess,
                serverDirectives,
                sentinelDirectives);
    }

    public SentinelSettings withSentinels(int number, int agreeing) {
        return new SentinelSettings(
                replicas,
                number,
                agreeing,
                downAfter,
                failoverTimeout,
                serverAccess,
                sentinelAccess,
                serverDirectives,
                sentinelDirectives);
    }

    public SentinelSettings withTimes(Duration silence, Duration failover) {
        return new SentinelSettings(
                replicas,
                sentinels,
                quorum,
                silence,
                failover,
                serverAccess,
                sentinelAccess,
                serverDirectives,
                sentinelDirectives);
    }

    public SentinelSettings withAccess(ServerAccess ofServers, ServerAccess ofSentinels) {
        return new SentinelSettings(
                replicas,
                sentinels,
                quorum,
                downAfter,
                failoverTimeout,
                ofServers,
                ofSentinels,
                serverDirectives,
                sentinelDirectives);
    }

    public SentinelSettings withServerDirectives(String... lines) {
        return new SentinelSettings(
                replicas,
                sentinels,
                quorum,
                downAfter,
                failoverTimeout,
                serverAccess,
                sentinelAccess,
                List.of(lines),
                sentinelDirectives);
    }

    public SentinelSettings withSentinelDirectives(String... lines) {
        return new SentinelSettings(
                replicas,
                sentinels,
                quorum,
                downAfter,
                failoverTimeout,
                serverAccess,
                sentinelAccess,
                serverDirectives,
                List.of(lines));
    }
}
