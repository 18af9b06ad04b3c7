// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.servers.ClusterTopology;
import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Servers that run for a test, and how Jambry finds them.
 *
 * @param url the setting {@code url}
 * @param primaryName the setting {@code primary-name}; empty without sentinels
 * @param servers those that hold entries, replicas included
 * @param sentinels those that watch
 * @param owner ends all of them
 */
record Deployment(
        String url, String primaryName, List<ServerProcess> servers, List<ServerProcess> sentinels, Owner owner)
        implements AutoCloseable {

    /** Ends what it started. */
    interface Owner extends AutoCloseable {
        @Override
        void close();
    }

    static Deployment start(ServerBinary binary, Layout layout) {
        return switch (layout) {
            case STANDALONE -> standalone(ServerProcess.start(binary, List.of()));
            case SENTINEL -> watched(SentinelTopology.start(binary));
            case CLUSTER -> clustered(ClusterTopology.start(binary));
        };
    }

    private static Deployment standalone(ServerProcess server) {
        return new Deployment("redis://" + server.address(), "", List.of(server), List.of(), server::close);
    }

    private static Deployment watched(SentinelTopology topology) {
        return new Deployment(
                "redis+sentinel://" + String.join(",", topology.sentinelAddresses()),
                topology.primaryName(),
                topology.servers(),
                topology.sentinels(),
                topology::close);
    }

    static Deployment clustered(ClusterTopology topology) {
        return new Deployment(
                "redis+cluster://" + String.join(",", topology.addresses()),
                "",
                topology.nodes(),
                List.of(),
                topology::close);
    }

    /** What an application has to say. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jambry.url", url);
        if (!primaryName.isEmpty()) {
            settings.put("jambry.primary-name", primaryName);
        }
        return settings;
    }

    @Override
    public void close() {
        owner.close();
    }
}
