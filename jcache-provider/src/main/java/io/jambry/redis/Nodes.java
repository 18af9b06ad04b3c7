// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.NodeSettings.Role;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of a link, which share its threads, its guard and its encryption. Thread-safe. */
final class Nodes implements AutoCloseable {

    private final LinkSettings settings;
    private final @Nullable LinkEncryption encryption;
    private final LinkThreads threads;
    private final DeadlineGuard guard;

    Nodes(LinkSettings settings, LinkThreads threads) {
        this.settings = settings;
        this.encryption = LinkEncryption.of(settings.tls());
        this.threads = threads;
        this.guard = new DeadlineGuard(
                "jambry-deadlines-" + settings.endpoints().get(0),
                settings.limits().timeout().toNanos(),
                settings.limits().heartbeat().toNanos());
    }

    /** A node that the caller closes. Nothing is connected before its first command. */
    Node open(Endpoint endpoint, Role role) {
        return new Node(new NodeSettings(endpoint, role, settings, encryption), threads, guard);
    }

    /** The guard that all connections share. */
    DeadlineGuard guard() {
        return guard;
    }

    @Override
    public void close() {
        guard.close();
    }
}
