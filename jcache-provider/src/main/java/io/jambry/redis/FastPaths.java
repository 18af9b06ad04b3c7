// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which fast paths all servers of a link know. Thread-safe. */
final class FastPaths {

    private final Router router;
    private final Set<FastPath> refused = ConcurrentHashMap.newKeySet();

    FastPaths(Router router) {
        this.router = router;
    }

    /** Tells whether every server that has introduced itself knows it; false while none has. */
    boolean has(FastPath path) {
        if (refused.contains(path)) {
            return false;
        }
        boolean any = false;
        for (Node node : router.nodes()) {
            ServerIdentity server = node.server();
            if (server == null || server.isSentinel()) {
                continue;
            }
            if (!path.isIn(server)) {
                return false;
            }
            any = true;
        }
        return any;
    }

    void refuse(FastPath path) {
        refused.add(path);
    }
}
