// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** What a node says, as text. */
final class ServerReply {

    private ServerReply() {}

    static @Nullable Object send(Jedis connection, String... words) {
        byte[] verb = words[0].getBytes(StandardCharsets.UTF_8);
        return decode(connection.sendCommand(() -> verb, Arrays.copyOfRange(words, 1, words.length)));
    }

    private static @Nullable Object decode(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> replies) {
            List<@Nullable Object> decoded = new ArrayList<>();
            replies.forEach(one -> decoded.add(decode(one)));
            return decoded;
        }
        return reply;
    }

    static String text(@Nullable Object reply) {
        return String.valueOf(reply);
    }

    static List<String> texts(@Nullable Object reply) {
        return reply instanceof List<?> replies
                ? replies.stream().map(ServerReply::text).toList()
                : List.of();
    }

    /** The value of a line {@code field:value}; empty if there is none. */
    static String field(String lines, String field) {
        return lines.lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1))
                .findFirst()
                .orElse("");
    }
}
