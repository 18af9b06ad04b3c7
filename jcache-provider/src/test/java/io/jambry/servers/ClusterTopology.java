// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of primaries that share the slots, and their replicas. Thread-safe. */
public final class ClusterTopology implements AutoCloseable {

    /** How many slots a cluster has. */
    public static final int SLOTS = 16_384;

    private final ServerGroup group;
    private final List<ServerProcess> nodes;

    private ClusterTopology(ServerGroup group, List<ServerProcess> nodes) {
        this.group = group;
        this.nodes = List.copyOf(nodes);
    }

    public static ClusterTopology start(ServerBinary binary) {
        return start(binary, ClusterSettings.DEFAULT);
    }

    /** Starts the nodes, makes them a cluster, and waits until each of them finds it complete. */
    public static ClusterTopology start(ServerBinary binary, ClusterSettings settings) {
        ServerGroup group = new ServerGroup();
        try {
            List<ServerProcess> nodes = startNodes(group, binary, settings);
            List<ServerProcess> primaries = nodes.subList(0, settings.primaries());
            shareSlots(primaries);
            introduce(nodes);
            for (int i = settings.primaries(); i < nodes.size(); i++) {
                ServerProcess replica = nodes.get(i);
                String primaryId = id(primaries.get(i % settings.primaries()));
                Condition.await(
                        "replica taken",
                        () -> replica.text("CLUSTER", "REPLICATE", primaryId).equals("OK"));
            }
            ClusterTopology topology = new ClusterTopology(group, nodes);
            topology.awaitStable();
            return topology;
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private static List<ServerProcess> startNodes(ServerGroup group, ServerBinary binary, ClusterSettings settings) {
        List<String> lines = new ArrayList<>(List.of(
                "cluster-enabled yes",
                "cluster-config-file nodes.conf",
                "cluster-node-timeout " + settings.nodeTimeout().toMillis(),
                "repl-diskless-sync-delay 0"));
        if (settings.access().certificates() != null) {
            lines.add("tls-cluster yes");
        }
        lines.addAll(settings.directives());
        return IntStream.range(0, settings.primaries() * (1 + settings.replicasEach()))
                .mapToObj(i -> group.add(ServerProcess.start(binary, settings.access(), lines)))
                .toList();
    }

    private static void shareSlots(List<ServerProcess> primaries) {
        int number = primaries.size();
        for (int i = 0; i < number; i++) {
            // ADDSLOTSRANGE would be shorter; Redis 6.2 does not know it
            List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(i * SLOTS / number, (i + 1) * SLOTS / number)
                    .mapToObj(Integer::toString)
                    .forEach(words::add);
            primaries.get(i).command(words.toArray(String[]::new));
        }
    }

    private static void introduce(List<ServerProcess> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        ServerProcess first = nodes.get(0);
        for (ServerProcess node : nodes.subList(1, nodes.size())) {
            first.command("CLUSTER", "MEET", ServerProcess.HOST, Integer.toString(node.port()));
        }
        Condition.await(
                "nodes acquainted",
                () -> nodes.stream().allMatch(node -> {
                    List<ClusterView.Member> members = ClusterView.of(node).members();
                    return members.size() == nodes.size() && members.stream().allMatch(ClusterView.Member::isSound);
                }));
    }

    static String id(ServerProcess node) {
        return node.text("CLUSTER", "MYID");
    }

    /** All, dead ones too; those first that began as primaries. */
    public List<ServerProcess> nodes() {
        return nodes;
    }

    /** Where the nodes listen, such as {@code 127.0.0.1:12345}. */
    public List<String> addresses() {
        return nodes.stream().map(ServerProcess::address).toList();
    }

    List<ServerProcess> responsive() {
        return nodes.stream().filter(ServerProcess::isResponsive).toList();
    }

    /** The slot that a key belongs to. */
    public int slotOf(String key) {
        return Integer.parseInt(responsive().get(0).text("CLUSTER", "KEYSLOT", key));
    }

    /** The primaries that own slots. */
    public List<ServerProcess> primaries() {
        ClusterView view = view();
        return view.members().stream()
                .filter(member -> member.isPrimary()
                        && member.isSound()
                        && !member.slots().isEmpty())
                .map(member -> at(member.port()))
                .toList();
    }

    /** The primary that owns a slot, as the responsive nodes see it. */
    public ServerProcess primaryOf(int slot) {
        return at(view().owner(slot)
                .orElseThrow(() -> new IllegalStateException("nobody owns slot " + slot))
                .port());
    }

    /** The primary that owns the slot of a key. */
    public ServerProcess primaryOf(String key) {
        return primaryOf(slotOf(key));
    }

    /** The replicas of a primary that are not thought dead. */
    public List<ServerProcess> replicasOf(ServerProcess primary) {
        ClusterView view = view();
        String id = view.members().stream()
                .filter(member -> member.port() == primary.port())
                .map(ClusterView.Member::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(primary + " is not known to the others"));
        return view.members().stream()
                .filter(member -> member.primaryId().equals(id) && member.isSound())
                .map(member -> at(member.port()))
                .toList();
    }

    /** One of them. */
    public ServerProcess replicaOf(ServerProcess primary) {
        return replicasOf(primary).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(primary + " has no replica"));
    }

    private ClusterView view() {
        return responsive().stream()
                .map(ClusterView::of)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node runs"));
    }

    private ServerProcess at(int port) {
        return nodes.stream()
                .filter(node -> node.port() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("port " + port + " is none of our nodes"));
    }

    /** Moves a slot with its keys, as a resharding does it, and waits until all nodes know. */
    public void migrate(int slot, ServerProcess from, ServerProcess to) {
        SlotMigration migration = beginMigration(slot, from, to);
        migration.moveAllKeys();
        migration.finish();
    }

    /**
     * Opens a slot for moving: from now on {@code from} answers ASK for keys it does not have.
     *
     * @param slot which
     * @param from the primary that owns it
     * @param to the primary that shall own it
     * @return the further steps
     */
    public SlotMigration beginMigration(int slot, ServerProcess from, ServerProcess to) {
        return SlotMigration.begin(this, slot, from, to);
    }

    /** Makes a replica the primary with the consent of the old one, and waits until all nodes know. */
    public void failover(ServerProcess replica) {
        // a primary lets only those take over whom it knows as its replicas
        awaitStable();
        Condition.await(
                "failover accepted", () -> replica.text("CLUSTER", "FAILOVER").equals("OK"));
        Condition.await(
                replica + " promoted", () -> replica.info("replication", "role").equals("master"));
        awaitStable();
    }

    /** Waits until a slot belongs to another primary and the cluster is complete again. */
    public ServerProcess awaitPrimaryOtherThan(int slot, ServerProcess old) {
        Condition.await("slot " + slot + " at another node than " + old, () -> primaryOf(slot) != old);
        awaitStable();
        return primaryOf(slot);
    }

    /**
     * Waits until all responsive nodes find the cluster complete and agree on who owns which slots and who follows whom,
     * and those that are replicas are in sync.
     */
    public void awaitStable() {
        Condition.await("cluster stable", () -> {
            List<ServerProcess> responsive = responsive();
            Set<Integer> ports = responsive.stream().map(ServerProcess::port).collect(Collectors.toSet());
            List<Map<String, String>> views = responsive.stream()
                    .map(node -> ClusterView.of(node).roles(ports))
                    .distinct()
                    .toList();
            return views.size() == 1
                    && views.get(0).size() == responsive.size()
                    && responsive.stream().allMatch(node -> isComplete(node) && isInSync(node));
        });
    }

    private static boolean isComplete(ServerProcess node) {
        String info = node.text("CLUSTER", "INFO");
        return ServerReply.field(info, "cluster_state").equals("ok")
                && ServerReply.field(info, "cluster_slots_assigned").equals(Integer.toString(SLOTS));
    }

    private static boolean isInSync(ServerProcess node) {
        String replication = node.text("INFO", "replication");
        return ServerReply.field(replication, "role").equals("master")
                || ServerReply.field(replication, "master_link_status").equals("up");
    }

    @Override
    public void close() {
        group.close();
    }
}
