// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server tells of itself. What it does not tell is 0 or empty.
 *
 * @param flavour {@code redis} or {@code valkey}
 * @param version its own version, such as 8.1.1; not the one of Redis that Valkey names for old clients
 * @param mode {@code standalone}, {@code cluster} or {@code sentinel}
 * @param role {@code master} or {@code slave}, as servers say
 * @param replicas how many follow it
 * @param uptime since it was started
 * @param clients who is connected
 * @param memory what it uses
 * @param traffic what it has done since it was started, or its statistics were reset
 * @param persistence how its data is saved
 * @param databases those that have keys, by number
 * @param fields all that it told, by the names that {@code INFO} has for it
 */
public record ServerInfo(
        String flavour,
        String version,
        String mode,
        String role,
        int replicas,
        Duration uptime,
        Clients clients,
        Memory memory,
        Traffic traffic,
        Persistence persistence,
        SortedMap<Integer, Database> databases,
        Map<String, String> fields) {

    /**
     * Who is connected.
     *
     * @param connected how many connections there are, without those of replicas
     * @param blocked how many of them wait for something
     * @param most how many there may be
     */
    public record Clients(long connected, long blocked, long most) {}

    /**
     * What it uses, in bytes.
     *
     * @param used what it has asked for
     * @param peak the most it ever had
     * @param resident what the operating system has given
     * @param most what it may use; 0 for no limit
     * @param policy what it does when that is used up, such as {@code noeviction}
     * @param fragmentation resident / used
     */
    public record Memory(long used, long peak, long resident, long most, String policy, double fragmentation) {}

    /**
     * What it has done.
     *
     * @param commands how many commands it has carried out
     * @param commandsPerSecond at the moment
     * @param connections how many were opened
     * @param rejected how many connections were refused, because there were too many
     * @param bytesIn how many bytes came in
     * @param bytesOut how many bytes went out
     * @param hits how many looks for a key found it
     * @param misses how many did not
     * @param expired how many keys have ended
     * @param evicted how many keys were given up for want of memory
     */
    public record Traffic(
            long commands,
            double commandsPerSecond,
            long connections,
            long rejected,
            long bytesIn,
            long bytesOut,
            long hits,
            long misses,
            long expired,
            long evicted) {}

    /**
     * How its data is saved.
     *
     * @param loading whether it is still reading its data
     * @param log whether it keeps a log of changes (AOF)
     * @param changesSinceSnapshot how many changes are in no snapshot yet
     * @param lastSnapshotGood whether the last snapshot was written; true also if none was tried
     */
    public record Persistence(boolean loading, boolean log, long changesSinceSnapshot, boolean lastSnapshotGood) {}

    /**
     * A database that has keys.
     *
     * @param keys how many
     * @param expiring how many of them have an end
     * @param averageTimeToLive of those, as the server estimates it
     */
    public record Database(long keys, long expiring, Duration averageTimeToLive) {}

    /** Keeps copies. */
    public ServerInfo {
        databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Something that has no place of its own here.
     *
     * @param field as {@code INFO} names it
     * @return the value; empty if the server did not tell it
     */
    public Optional<String> field(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    static ServerInfo of(String text) {
        Map<String, String> fields = InfoText.lines(text);
        boolean valkey = fields.containsKey("valkey_version");
        return new ServerInfo(
                valkey ? "valkey" : fields.containsKey("redis_version") ? "redis" : "",
                InfoText.text(fields, valkey ? "valkey_version" : "redis_version"),
                InfoText.text(fields, fields.containsKey("server_mode") ? "server_mode" : "redis_mode"),
                InfoText.text(fields, "role"),
                (int) InfoText.number(fields, "connected_slaves"),
                Duration.ofSeconds(InfoText.number(fields, "uptime_in_seconds")),
                new Clients(
                        InfoText.number(fields, "connected_clients"),
                        InfoText.number(fields, "blocked_clients"),
                        InfoText.number(fields, "maxclients")),
                new Memory(
                        InfoText.number(fields, "used_memory"),
                        InfoText.number(fields, "used_memory_peak"),
                        InfoText.number(fields, "used_memory_rss"),
                        InfoText.number(fields, "maxmemory"),
                        InfoText.text(fields, "maxmemory_policy"),
                        InfoText.decimal(fields, "mem_fragmentation_ratio")),
                traffic(fields),
                new Persistence(
                        InfoText.truth(fields, "loading"),
                        InfoText.truth(fields, "aof_enabled"),
                        InfoText.number(fields, "rdb_changes_since_last_save"),
                        !InfoText.text(fields, "rdb_last_bgsave_status").equals("err")),
                databases(fields),
                fields);
    }

    private static Traffic traffic(Map<String, String> fields) {
        return new Traffic(
                InfoText.number(fields, "total_commands_processed"),
                InfoText.decimal(fields, "instantaneous_ops_per_sec"),
                InfoText.number(fields, "total_connections_received"),
                InfoText.number(fields, "rejected_connections"),
                InfoText.number(fields, "total_net_input_bytes"),
                InfoText.number(fields, "total_net_output_bytes"),
                InfoText.number(fields, "keyspace_hits"),
                InfoText.number(fields, "keyspace_misses"),
                InfoText.number(fields, "expired_keys"),
                InfoText.number(fields, "evicted_keys"));
    }

    private static SortedMap<Integer, Database> databases(Map<String, String> fields) {
        SortedMap<Integer, Database> databases = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.matches("db\\d{1,5}")) {
                Map<String, String> numbers = InfoText.pairs(value);
                databases.put(
                        Integer.valueOf(name.substring(2)),
                        new Database(
                                InfoText.number(numbers, "keys"),
                                InfoText.number(numbers, "expires"),
                                Duration.ofMillis(InfoText.number(numbers, "avg_ttl"))));
            }
        });
        return databases;
    }
}
