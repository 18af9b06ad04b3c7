// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.util.ArrayList;
import java.util.List;

/** A primary with replicas, and the Sentinels that replace it when it fails. Thread-safe. */
public final class SentinelTopology implements AutoCloseable {

    private static final String NAME = "jambry-primary";

    private final ServerGroup group;
    private final List<ServerProcess> servers;
    private final List<ServerProcess> sentinels;

    private SentinelTopology(ServerGroup group, List<ServerProcess> servers, List<ServerProcess> sentinels) {
        this.group = group;
        this.servers = List.copyOf(servers);
        this.sentinels = List.copyOf(sentinels);
    }

    public static SentinelTopology start(ServerBinary binary) {
        return start(binary, SentinelSettings.DEFAULT);
    }

    /** Starts everything and waits until the replicas follow and the Sentinels know them and each other. */
    public static SentinelTopology start(ServerBinary binary, SentinelSettings settings) {
        ServerGroup group = new ServerGroup();
        try {
            List<ServerProcess> servers = startServers(group, binary, settings);
            List<ServerProcess> sentinels = startSentinels(group, binary, settings, servers.get(0));
            SentinelTopology topology = new SentinelTopology(group, servers, sentinels);
            topology.awaitSettled();
            return topology;
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private static List<ServerProcess> startServers(ServerGroup group, ServerBinary binary, SentinelSettings settings) {
        List<ServerProcess> servers = new ArrayList<>();
        for (int i = 0; i <= settings.replicas(); i++) {
            List<String> lines = new ArrayList<>(List.of("repl-diskless-sync-delay 0"));
            if (i > 0) {
                lines.add(
                        "replicaof " + ServerProcess.HOST + " " + servers.get(0).port());
            }
            lines.addAll(settings.serverDirectives());
            servers.add(group.add(ServerProcess.start(binary, settings.serverAccess(), lines)));
        }
        // a Sentinel asks a primary for its replicas at once and then every ten seconds
        Condition.await("replicas in sync", () -> follow(servers, servers.get(0)));
        return servers;
    }

    private static List<ServerProcess> startSentinels(
            ServerGroup group, ServerBinary binary, SentinelSettings settings, ServerProcess primary) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "sentinel monitor " + NAME + " " + ServerProcess.HOST + " " + primary.port() + " " + settings.quorum());
        lines.add("sentinel down-after-milliseconds " + NAME + " "
                + settings.downAfter().toMillis());
        lines.add("sentinel failover-timeout " + NAME + " "
                + settings.failoverTimeout().toMillis());
        lines.addAll(settings.serverAccess().watching(NAME));
        lines.addAll(settings.sentinelAccess().conferring());
        lines.addAll(settings.sentinelDirectives());
        List<ServerProcess> sentinels = new ArrayList<>();
        for (int i = 0; i < settings.sentinels(); i++) {
            sentinels.add(group.add(ServerProcess.startSentinel(binary, settings.sentinelAccess(), lines)));
        }
        return sentinels;
    }

    /** The name under which the Sentinels know the primary. */
    public String primaryName() {
        return NAME;
    }

    public List<ServerProcess> sentinels() {
        return sentinels;
    }

    /** Where the Sentinels listen, such as {@code 127.0.0.1:12345}. */
    public List<String> sentinelAddresses() {
        return sentinels.stream().map(ServerProcess::address).toList();
    }

    /** Primary and replicas, dead ones too. */
    public List<ServerProcess> servers() {
        return servers;
    }

    /** The server that the first responsive Sentinel calls the primary. */
    public ServerProcess primary() {
        return responsive(sentinels).stream()
                .map(this::primaryAccordingTo)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Sentinel runs"));
    }

    /** The others, dead ones too. */
    public List<ServerProcess> replicas() {
        ServerProcess primary = primary();
        return servers.stream().filter(server -> server != primary).toList();
    }

    private ServerProcess primaryAccordingTo(ServerProcess sentinel) {
        List<String> address = sentinel.texts("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME);
        int port = Integer.parseInt(address.get(1));
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("port " + port + " is none of our servers"));
    }

    /**
     * Lets the Sentinels make another server the primary, and waits until they agree on it; the old one becomes its
     * replica some ten seconds later, which {@link #awaitSettled} waits for.
     */
    public ServerProcess failover() {
        ServerProcess old = primary();
        ServerProcess sentinel = responsive(sentinels).get(0);
        Condition.await("failover by " + sentinel, () -> {
            if (primaryAccordingTo(sentinel) != old) {
                return true;
            }
            // refused while one is under way or no replica looks good enough yet; and one that began may be given up
            sentinel.command("SENTINEL", "FAILOVER", NAME);
            return false;
        });
        return awaitPrimaryOtherThan(old);
    }

    /** Waits until all responsive Sentinels name another primary which takes writes. */
    public ServerProcess awaitPrimaryOtherThan(ServerProcess old) {
        Condition.await("a primary other than " + old, () -> primary() != old && isAgreed(primary()));
        return primary();
    }

    /**
     * Waits until all responsive Sentinels agree on the primary, know each other and all replicas, and all responsive
     * servers follow it.
     */
    public void awaitSettled() {
        Condition.await("Sentinels and replicas settled", () -> {
            ServerProcess primary = primary();
            return isAgreed(primary) && knowEverybody() && follow(responsive(servers), primary);
        });
    }

    private boolean isAgreed(ServerProcess primary) {
        return responsive(sentinels).stream().allMatch(sentinel -> primaryAccordingTo(sentinel) == primary)
                && primary.isResponsive()
                && primary.info("replication", "role").equals("master");
    }

    private boolean knowEverybody() {
        return responsive(sentinels).stream().allMatch(sentinel -> {
            String line = ServerReply.field(sentinel.text("INFO", "sentinel"), "master0");
            return line.contains("status=ok")
                    && line.contains("slaves=" + (servers.size() - 1) + ",")
                    && line.endsWith("sentinels=" + sentinels.size());
        });
    }

    private static boolean follow(List<ServerProcess> servers, ServerProcess primary) {
        String port = Integer.toString(primary.port());
        return servers.stream().filter(server -> server != primary).allMatch(replica -> {
            String replication = replica.text("INFO", "replication");
            return ServerReply.field(replication, "master_port").equals(port)
                    && ServerReply.field(replication, "master_link_status").equals("up");
        });
    }

    private static List<ServerProcess> responsive(List<ServerProcess> processes) {
        return processes.stream().filter(ServerProcess::isResponsive).toList();
    }

    @Override
    public void close() {
        group.close();
    }
}
