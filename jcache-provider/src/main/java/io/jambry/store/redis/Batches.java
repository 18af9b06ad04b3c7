// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.redis.PlainCommand;
import io.jambry.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** Commands over many keys, a thousand keys each; in a cluster, where only keys of one slot go together, one key each. */
final class Batches {

    private static final int KEYS = 1000;

    private Batches() {}

    static List<CommandObject<Long>> unlink(RedisLink link, List<byte[]> names) {
        if (link.isCluster()) {
            return names.stream().map(name -> link.commands().unlink(name)).toList();
        }
        List<CommandObject<Long>> batch = new ArrayList<>();
        for (int from = 0; from < names.size(); from += KEYS) {
            batch.add(link.commands().unlink(slice(names, from)));
        }
        return batch;
    }

    /** The values there; null where none is. */
    static List<byte[]> values(RedisLink link, List<byte[]> names) {
        if (link.isCluster()) {
            return each(link, names);
        }
        if (names.size() <= KEYS) {
            return names.isEmpty() ? List.of() : link.callAlone(mget(names, 0));
        }
        List<CommandObject<List<byte[]>>> batch = new ArrayList<>();
        for (int from = 0; from < names.size(); from += KEYS) {
            batch.add(mget(names, from));
        }
        List<byte[]> values = new ArrayList<>(names.size());
        for (Object reply : reads(link, batch)) {
            for (Object value : (List<?>) reply) {
                values.add((byte[]) value);
            }
        }
        return values;
    }

    private static CommandObject<List<byte[]>> mget(List<byte[]> names, int from) {
        return PlainCommand.overKeys(Command.MGET, BuilderFactory.BINARY_LIST, slice(names, from));
    }

    private static List<byte[]> each(RedisLink link, List<byte[]> names) {
        List<CommandObject<byte[]>> batch = new ArrayList<>(names.size());
        for (byte[] name : names) {
            batch.add(ReadCommands.get(name));
        }
        List<byte[]> values = new ArrayList<>(names.size());
        for (Object value : reads(link, batch)) {
            values.add((byte[]) value);
        }
        return values;
    }

    /** The replies to commands that change nothing; the first refusal is thrown as it is. */
    static List<Object> reads(RedisLink link, List<? extends CommandObject<?>> batch) {
        List<Object> replies = link.callAll(batch);
        for (Object reply : replies) {
            if (reply instanceof JambryException refusal) {
                throw refusal;
            }
        }
        return replies;
    }

    private static byte[][] slice(List<byte[]> names, int from) {
        return names.subList(from, Math.min(names.size(), from + KEYS)).toArray(byte[][]::new);
    }

    /** The replies to all commands, {@linkplain #requireNoRefusal none of them refused}. */
    static List<Object> all(RedisLink link, List<? extends CommandObject<?>> batch) {
        List<Object> replies = link.callAll(batch);
        requireNoRefusal(replies);
        return replies;
    }

    /** Throws the first refusal, if there is one: as it is only if all were refused. */
    static void requireNoRefusal(List<Object> replies) {
        if (!hasRefusal(replies)) {
            return;
        }
        List<JambryException> refusals = replies.stream()
                .filter(JambryException.class::isInstance)
                .map(JambryException.class::cast)
                .toList();
        JambryException first = refusals.get(0);
        if (refusals.size() == replies.size()) {
            // what one of them may have done counts more than what another has not
            throw refusals.stream()
                    .filter(OutcomeUnknownException.class::isInstance)
                    .findFirst()
                    .orElse(first);
        }
        if (!(first instanceof NotExecutedException)) {
            throw first;
        }
        throw new OutcomeUnknownException(
                refusals.size() + " of " + replies.size()
                        + " commands were refused, the others were executed; the first: " + first.getMessage(),
                first);
    }

    static boolean hasRefusal(List<Object> replies) {
        for (Object reply : replies) {
            if (reply instanceof JambryException) {
                return true;
            }
        }
        return false;
    }
}
