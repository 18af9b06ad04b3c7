// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.commands.ProtocolCommand;

/** Replies of commands for which nobody has made a type, in either protocol. */
final class RawReply {

    private RawReply() {}

    /** A command without keys whose reply comes as it is. */
    static CommandObject<Object> of(ProtocolCommand command, String... words) {
        CommandArguments arguments = new CommandArguments(command);
        for (String word : words) {
            arguments.add(word);
        }
        return new CommandObject<>(arguments, BuilderFactory.RAW_OBJECT);
    }

    /** The parts of a list; none for anything else. */
    static List<?> list(@Nullable Object reply) {
        return reply instanceof List<?> list ? list : List.of();
    }

    /** A part of a list; null if it is shorter. */
    static @Nullable Object part(List<?> list, int at) {
        return at < list.size() ? list.get(at) : null;
    }

    static String text(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return reply == null ? "" : String.valueOf(reply);
    }

    /** A whole number, or text that is one; 0 for anything else. */
    static long number(@Nullable Object reply) {
        if (reply instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.parseLong(text(reply));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A number, or text that is one; 0 for anything else. */
    static double decimal(@Nullable Object reply) {
        if (reply instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(text(reply));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What stands under names: a map, or a list of names and what belongs to each. */
    static Map<String, @Nullable Object> fields(@Nullable Object reply) {
        List<?> list = list(reply);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map.Entry<?, ?> entry) {
                fields.put(text(entry.getKey()), entry.getValue());
            } else if (i + 1 < list.size()) {
                fields.put(text(list.get(i)), list.get(++i));
            }
        }
        return fields;
    }
}
