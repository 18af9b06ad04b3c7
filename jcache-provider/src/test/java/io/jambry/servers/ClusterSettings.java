// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.time.Duration;
import java.util.List;

/**
 * What a cluster looks like.
 *
 * @param primaries how many share the slots
 * @param replicasEach how many follow each of them
 * @param nodeTimeout how long a node may be silent before the others think that it failed
 * @param access what the nodes ask of clients
 * @param directives further lines for each node
 */
public record ClusterSettings(
        int primaries, int replicasEach, Duration nodeTimeout, ServerAccess access, List<String> directives) {

    /** Three primaries with a replica each, a silence of two seconds; open to everybody. */
    public static final ClusterSettings DEFAULT =
            new ClusterSettings(3, 1, Duration.ofSeconds(2), ServerAccess.OPEN, List.of());

    /** Refuses a cluster without primaries. */
    public ClusterSettings {
        if (primaries < 1 || replicasEach < 0) {
            throw new IllegalArgumentException(
                    primaries + " primaries with " + replicasEach + " replicas each make no cluster");
        }
        directives = List.copyOf(directives);
    }

    public ClusterSettings withNodes(int primaryCount, int replicaCountEach) {
        return new ClusterSettings(primaryCount, replicaCountEach, nodeTimeout, access, directives);
    }

    public ClusterSettings withNodeTimeout(Duration silence) {
        return new ClusterSettings(primaries, replicasEach, silence, access, directives);
    }

    public ClusterSettings withAccess(ServerAccess required) {
        return new ClusterSettings(primaries, replicasEach, nodeTimeout, required, directives);
    }

    public ClusterSettings withDirectives(String... lines) {
        return new ClusterSettings(primaries, replicasEach, nodeTimeout, access, List.of(lines));
    }
}
