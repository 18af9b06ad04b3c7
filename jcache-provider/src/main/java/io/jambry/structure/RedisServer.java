// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisLink;
import io.jambry.spi.NodeStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * One server that holds keys. Its operations are called or sent; they cannot be put into a batch, which finds its servers by keys. Many of
 * them need privileges that caches do not. Thread-safe.
 */
public final class RedisServer {

    private static final String GET = "GET";
    private static final String RESET = "RESET";

    private final RedisLink link;
    private final String address;

    RedisServer(RedisLink link) {
        this.link = link;
        this.address = link.nodes().stream()
                .filter(node -> !node.role().equals("sentinel"))
                .map(NodeStatus::address)
                .findFirst()
                .orElse("");
    }

    /**
     * Where it is. Under sentinels, where it was when this was made: operations go to whoever is the primary.
     *
     * @return host and port; empty if it is not known yet
     */
    public String address() {
        return address;
    }

    /**
     * Asks what it tells of itself.
     *
     * @return an operation: {@code INFO}
     */
    public Operation<ServerInfo> info() {
        return operation(Replies.map(link.commands().info(), ServerInfo::of));
    }

    /**
     * Asks what it tells of itself in one section, such as {@code commandstats}.
     *
     * @param section which, or {@code everything}
     * @return an operation: {@code INFO}
     */
    public Operation<ServerInfo> info(String section) {
        return operation(Replies.map(link.commands().info(section), ServerInfo::of));
    }

    /**
     * Counts its keys, of all namespaces, in the database of the connection.
     *
     * @return an operation: {@code DBSIZE}
     */
    public Operation<Long> size() {
        return operation(link.commands().dbSize());
    }

    /**
     * Asks what time it is there.
     *
     * @return an operation, in microseconds: {@code TIME}
     */
    public Operation<Instant> time() {
        return operation(Replies.map(RawReply.of(Command.TIME), reply -> {
            List<?> parts = RawReply.list(reply);
            return Instant.ofEpochSecond(RawReply.number(RawReply.part(parts, 0)))
                    .plus(RawReply.number(RawReply.part(parts, 1)), ChronoUnit.MICROS);
        }));
    }

    /**
     * Reads what it has noted of slow commands, the last one first. Who may read that sees keys and values.
     *
     * @param count how many at most, at least 1
     * @return an operation: {@code SLOWLOG GET}
     */
    public Operation<List<SlowCommand>> slowLog(int count) {
        return operation(Replies.map(
                RawReply.of(Command.SLOWLOG, GET, Integer.toString(Ranges.atLeastOne("count", count))),
                reply -> RawReply.list(reply).stream().map(SlowCommand::of).toList()));
    }

    /**
     * Lets it forget slow commands.
     *
     * @return an operation: {@code SLOWLOG RESET}
     */
    public Operation<@Nullable Void> forgetSlowLog() {
        return operation(Replies.map(RawReply.of(Command.SLOWLOG, RESET), RedisServer::nothing));
    }

    /**
     * Lists who is connected.
     *
     * @return an operation: {@code CLIENT LIST}
     */
    public Operation<List<ConnectedClient>> clients() {
        return operation(Replies.map(
                RawReply.of(Command.CLIENT, "LIST"),
                reply -> RawReply.text(reply)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(ConnectedClient::of)
                        .toList()));
    }

    /**
     * Asks what its memory is used for.
     *
     * @return an operation: {@code MEMORY STATS}
     */
    public Operation<MemoryUse> memory() {
        return operation(Replies.map(RawReply.of(Command.MEMORY, "STATS"), MemoryUse::of));
    }

    /**
     * Reads what it has noted of pauses, the last one of each kind; nothing unless its {@code latency-monitor-threshold} is set.
     *
     * @return an operation: {@code LATENCY LATEST}
     */
    public Operation<List<LatencySpike>> latency() {
        return operation(Replies.map(
                RawReply.of(Command.LATENCY, "LATEST"),
                reply -> RawReply.list(reply).stream().map(LatencySpike::of).toList()));
    }

    /**
     * Lets it forget pauses.
     *
     * @return an operation: {@code LATENCY RESET}
     */
    public Operation<@Nullable Void> forgetLatency() {
        return operation(Replies.map(RawReply.of(Command.LATENCY, RESET), RedisServer::nothing));
    }

    private static @Nullable Void nothing(@Nullable Object reply) {
        return null;
    }

    private <T extends @Nullable Object> Operation<T> operation(CommandObject<T> command) {
        return new Operation<>(new StructureLink(link, StructureLink.SERVER, address), command);
    }

    @Override
    public String toString() {
        return "server " + address;
    }
}
