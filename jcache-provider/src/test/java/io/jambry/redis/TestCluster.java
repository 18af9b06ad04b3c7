// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.Credentials;
import io.jambry.servers.ClusterSettings;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;

/** Clusters, and how a link is led to them. */
public final class TestCluster {

    private TestCluster() {}

    /** Three primaries with a replica each, which miss a node after a second. */
    public static ClusterTopology start(String... directives) {
        return ClusterTopology.start(
                ServerBinary.embedded(),
                ClusterSettings.DEFAULT.withNodeTimeout(Duration.ofSeconds(1)).withDirectives(directives));
    }

    /** Knows all nodes. */
    public static LinkSettings settings(ClusterTopology cluster) {
        return settings(cluster.nodes());
    }

    /** Knows some nodes. */
    public static LinkSettings settings(List<ServerProcess> seeds) {
        return new LinkSettings(
                Topology.CLUSTER,
                seeds.stream()
                        .map(node -> new Endpoint(ServerProcess.HOST, node.port()))
                        .toList(),
                null,
                new LinkIdentity(() -> Credentials.NONE, () -> Credentials.NONE, 0, "jambry"),
                null,
                LinkLimits.DEFAULT);
    }
}
