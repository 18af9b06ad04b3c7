// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * A slot on its way from one primary to another, step by step.
 *
 * <p>Between {@link ClusterTopology#beginMigration} and {@link #finish} the old owner answers ASK for keys it no longer
 * has, and the new one, after ASKING, TRYAGAIN when it has only some of the keys of a command; so does the old one from
 * Redis 7.0 on. Confined to one thread.
 */
public final class SlotMigration {

    private static final int BATCH = 100;
    private static final String MIGRATE_TIMEOUT_MILLIS = "5000";

    private final ClusterTopology cluster;
    private final int slot;
    private final ServerProcess from;
    private final ServerProcess to;

    private SlotMigration(ClusterTopology cluster, int slot, ServerProcess from, ServerProcess to) {
        this.cluster = cluster;
        this.slot = slot;
        this.from = from;
        this.to = to;
    }

    static SlotMigration begin(ClusterTopology cluster, int slot, ServerProcess from, ServerProcess to) {
        SlotMigration migration = new SlotMigration(cluster, slot, from, to);
        // the target first: an ASK must lead to somebody who expects it
        migration.setSlot(to, "IMPORTING", ClusterTopology.id(from));
        migration.setSlot(from, "MIGRATING", ClusterTopology.id(to));
        return migration;
    }

    /**
     * Moves some keys.
     *
     * @param limit how many at most
     * @return how many; 0 when none is left
     */
    public int moveKeys(int limit) {
        List<String> keys = from.texts("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), Integer.toString(limit));
        if (!keys.isEmpty()) {
            moveKeys(keys);
        }
        return keys.size();
    }

    /** Moves just these keys. */
    public void moveKeys(List<String> keys) {
        List<String> words = new ArrayList<>(
                List.of("MIGRATE", ServerProcess.HOST, Integer.toString(to.port()), "", "0", MIGRATE_TIMEOUT_MILLIS));
        words.addAll(to.access().migrating());
        words.add("KEYS");
        words.addAll(keys);
        from.command(words.toArray(String[]::new));
    }

    /** Moves what is left. */
    public void moveAllKeys() {
        while (moveKeys(BATCH) > 0) {
            // until an empty batch
        }
    }

    /** Gives the slot to its new owner and waits until all nodes know; the old one must have no key of it any more. */
    public void finish() {
        String owner = ClusterTopology.id(to);
        setSlot(to, "NODE", owner);
        setSlot(from, "NODE", owner);
        cluster.primaries().stream()
                .filter(node -> node != from && node != to)
                .forEach(node -> setSlot(node, "NODE", owner));
        cluster.awaitStable();
    }

    /** Leaves the slot with its old owner; keys that were moved must have been moved back by the caller. */
    public void abandon() {
        setSlot(from, "STABLE");
        setSlot(to, "STABLE");
    }

    private void setSlot(ServerProcess node, String... state) {
        List<String> words = new ArrayList<>(List.of("CLUSTER", "SETSLOT", Integer.toString(slot)));
        words.addAll(List.of(state));
        node.command(words.toArray(String[]::new));
    }
}
