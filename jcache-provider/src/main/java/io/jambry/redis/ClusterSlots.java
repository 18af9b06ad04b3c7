// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * What one node answers to {@code CLUSTER SLOTS}: which slots are where, as far as it knows.
 *
 * @param ranges slots that follow each other and have the same nodes
 */
record ClusterSlots(List<Range> ranges) {

    /** Asks for it. */
    static final CommandObject<Object> COMMAND = command("SLOTS");

    private static final int FIRST_MEMBER = 2;
    private static final int ID = 2;
    private static final int METADATA = 3;

    /** Some slots and who has them. Both ends are included. */
    record Range(int from, int to, Member primary, List<Member> replicas) {}

    /** A node by its identifier and where it is to be reached. */
    record Member(String id, Endpoint endpoint) {}

    /** A question about the cluster. */
    static CommandObject<Object> command(String subcommand) {
        return new CommandObject<>(
                new CommandArguments(Command.CLUSTER).add(subcommand.getBytes(StandardCharsets.US_ASCII)),
                new Builder<>() {
                    @Override
                    public Object build(Object reply) {
                        return reply;
                    }
                });
    }

    /**
     * Reads the answer. Slots whose primary tells no address are left out.
     *
     * @param asked the node that answered, where it was reached
     */
    static ClusterSlots of(@Nullable Object reply, Endpoint asked) {
        List<Range> ranges = new ArrayList<>();
        for (Object each : list(reply)) {
            List<?> parts = list(each);
            List<Member> replicas = new ArrayList<>();
            Member primary = member(parts.get(FIRST_MEMBER), asked);
            for (Object replica : parts.subList(FIRST_MEMBER + 1, parts.size())) {
                Member known = member(replica, asked);
                if (known != null) {
                    replicas.add(known);
                }
            }
            if (primary != null) {
                ranges.add(new Range(number(parts.get(0)), number(parts.get(1)), primary, List.copyOf(replicas)));
            }
        }
        return new ClusterSlots(List.copyOf(ranges));
    }

    private static @Nullable Member member(Object reply, Endpoint asked) {
        List<?> parts = list(reply);
        String host = text(parts.get(0));
        if (host.equals("?")) {
            // it is to be known by a name, which it was not given
            host = parts.size() > METADATA ? text(Handshake.field(parts.get(METADATA), "ip")) : "";
            if (host.isEmpty()) {
                return null;
            }
        }
        String id = parts.size() > ID ? text(parts.get(ID)) : "";
        return new Member(id, new Endpoint(host.isEmpty() ? asked.host() : host, number(parts.get(1))));
    }

    /** For how many slots it names no node. */
    int missing() {
        int missing = SlotTable.SLOTS;
        for (Range range : ranges) {
            missing -= range.to() - range.from() + 1;
        }
        return missing;
    }

    private static List<?> list(@Nullable Object reply) {
        return reply instanceof List<?> list ? list : List.of();
    }

    private static int number(Object reply) {
        return Math.toIntExact((Long) reply);
    }

    private static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }
}
