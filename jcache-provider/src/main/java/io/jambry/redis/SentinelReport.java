// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What one sentinel says.
 *
 * @param id who it is, wherever it listens; its endpoint if it does not say
 * @param primary where the primary listens; null if it does not know the name
 * @param epoch the number of the configuration it believes in; each failover has a greater one
 * @param alarmed whether it sees the primary as down, or is replacing it
 * @param peers the other sentinels it knows
 * @param replicas the replicas it knows that are up and follow the primary; empty if it was not asked
 */
record SentinelReport(
        String id, @Nullable Endpoint primary, long epoch, boolean alarmed, List<Peer> peers, List<Endpoint> replicas) {

    private static final String UNKNOWN_NAME = "ERR No such master";
    private static final Set<String> AWAY = Set.of("s_down", "o_down", "disconnected");
    private static final Set<String> ALARMS = Set.of("s_down", "o_down", "disconnected", "failover_in_progress");

    /**
     * Another sentinel.
     *
     * @param endpoint where it listens
     * @param id who it is
     */
    record Peer(Endpoint endpoint, String id) {}

    /** What a sentinel is asked. */
    static List<CommandObject<?>> questions(String primaryName, boolean replicas) {
        List<CommandObject<?>> questions = new ArrayList<>(List.of(
                sentinel("GET-MASTER-ADDR-BY-NAME", primaryName),
                sentinel("MASTER", primaryName),
                sentinel("SENTINELS", primaryName),
                sentinel("MYID")));
        if (replicas) {
            questions.add(sentinel("REPLICAS", primaryName));
        }
        return questions;
    }

    private static CommandObject<?> sentinel(String... words) {
        CommandArguments arguments = new CommandArguments(Command.SENTINEL);
        for (String word : words) {
            arguments.add(word);
        }
        return new CommandObject<>(arguments, BuilderFactory.RAW_OBJECT);
    }

    /**
     * Reads the answers to the {@linkplain #questions questions}. The first must be allowed to us; without the others we know
     * less.
     *
     * @throws JedisDataException if the sentinel refused the first
     * @throws NodeFailure if it was not answered
     */
    static SentinelReport of(Endpoint sentinel, @Nullable Object[] answers) {
        if (answers[0] instanceof RuntimeException failure && !isUnknownName(failure)) {
            throw failure;
        }
        for (Object answer : answers) {
            if (answer instanceof NodeFailure lost) {
                throw lost;
            }
        }
        Object id = answers[3];
        return new SentinelReport(
                id instanceof byte[] bytes ? text(bytes) : sentinel.toString(),
                address(answers[0]),
                epoch(answers[1]),
                hasFlag(answers[1], ALARMS),
                peers(answers[2]),
                answers.length > 4 ? replicas(answers[4]) : List.of());
    }

    private static boolean isUnknownName(RuntimeException failure) {
        return failure instanceof JedisDataException
                && String.valueOf(failure.getMessage()).startsWith(UNKNOWN_NAME);
    }

    private static @Nullable Endpoint address(@Nullable Object answer) {
        return answer instanceof List<?> pair && pair.size() == 2
                ? endpoint(text(pair.get(0)), text(pair.get(1)))
                : null;
    }

    private static long epoch(@Nullable Object primary) {
        String epoch = field(primary, "config-epoch");
        return epoch.isEmpty() ? 0 : Long.parseLong(epoch);
    }

    private static List<Peer> peers(@Nullable Object answer) {
        List<Peer> peers = new ArrayList<>();
        if (answer instanceof List<?> all) {
            for (Object one : all) {
                Endpoint endpoint = endpoint(field(one, "ip"), field(one, "port"));
                if (endpoint != null) {
                    String id = field(one, "runid");
                    peers.add(new Peer(endpoint, id.isEmpty() ? endpoint.toString() : id));
                }
            }
        }
        return List.copyOf(peers);
    }

    private static List<Endpoint> replicas(@Nullable Object answer) {
        List<Endpoint> replicas = new ArrayList<>();
        if (answer instanceof List<?> all) {
            for (Object one : all) {
                Endpoint endpoint = endpoint(field(one, "ip"), field(one, "port"));
                if (endpoint != null
                        && !hasFlag(one, AWAY)
                        && field(one, "master-link-status").equals("ok")) {
                    replicas.add(endpoint);
                }
            }
        }
        return List.copyOf(replicas);
    }

    private static boolean hasFlag(@Nullable Object server, Set<String> flags) {
        return Stream.of(field(server, "flags").split(",")).anyMatch(flags::contains);
    }

    private static @Nullable Endpoint endpoint(String host, String port) {
        return host.isEmpty() || port.isEmpty() || port.equals("0") ? null : new Endpoint(host, Integer.parseInt(port));
    }

    private static String field(@Nullable Object map, String key) {
        return text(Handshake.field(map, key));
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : value == null ? "" : value.toString();
    }
}
