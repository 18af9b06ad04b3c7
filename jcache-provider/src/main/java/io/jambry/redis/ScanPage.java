// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * One answer of {@code SCAN}.
 *
 * @param cursor where to go on
 * @param keys the keys met
 */
public record ScanPage(byte[] cursor, List<byte[]> keys) {

    /** What lies before the first page of every walk. */
    public static final ScanPage START = new ScanPage(new byte[] {'0'}, List.of());

    private static final byte[] MATCH = "MATCH".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COUNT = "COUNT".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TYPE = "TYPE".getBytes(StandardCharsets.US_ASCII);

    private static final Builder<ScanPage> READER = new Builder<>() {
        @Override
        @SuppressWarnings("unchecked") // the reply of SCAN is a cursor and a list of keys
        public ScanPage build(Object reply) {
            List<Object> parts = (List<Object>) reply;
            return new ScanPage((byte[]) parts.get(0), (List<byte[]>) parts.get(1));
        }
    };

    /**
     * Asks for the page behind this one.
     *
     * @param pattern which keys, as {@code MATCH} takes it
     * @param count how many keys the server looks at
     * @return the command
     */
    public CommandObject<ScanPage> next(byte[] pattern, int count) {
        return new CommandObject<>(arguments(pattern, count), READER);
    }

    /**
     * Asks for the page behind this one, of keys of one type.
     *
     * @param pattern which keys, as {@code MATCH} takes it
     * @param count how many keys the server looks at
     * @param type as {@code TYPE} answers it
     * @return the command
     */
    public CommandObject<ScanPage> next(byte[] pattern, int count, String type) {
        return new CommandObject<>(arguments(pattern, count).add(TYPE).add(type), READER);
    }

    private CommandArguments arguments(byte[] pattern, int count) {
        return new CommandArguments(Command.SCAN)
                .add(cursor)
                .add(MATCH)
                .add(pattern)
                .add(COUNT)
                .add(count);
    }

    /**
     * Tells whether the walk is over.
     *
     * @return true if there is no next page; {@link #START} says so too
     */
    public boolean isLast() {
        return cursor.length == 1 && cursor[0] == '0';
    }
}
