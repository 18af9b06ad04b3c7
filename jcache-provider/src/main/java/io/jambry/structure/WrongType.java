// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.JambryException;
import io.jambry.ServerException;
import io.jambry.redis.CommandKeys;
import io.jambry.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.CommandObject;

/**
 * What a structure has met under its name instead of itself. The server says only that it is something else, so it is asked once more
 * for what that is; where it does not tell, the message does without.
 */
final class WrongType {

    private static final String CODE = "WRONGTYPE";
    private static final String NOTHING = "none";
    private static final String STRING = "string";
    private static final String LIST = "list";
    private static final String SORTED_SET = "zset";
    private static final String STREAM = "stream";

    /** What structures are to the server; those of callers, such as scripts, may be anything. */
    private static final Map<String, String> HOMES = Map.ofEntries(
            Map.entry("map", "hash"),
            Map.entry("list", LIST),
            Map.entry("deque", LIST),
            Map.entry("set", "set"),
            Map.entry("sorted set", SORTED_SET),
            Map.entry("geo", SORTED_SET),
            Map.entry("counter", STRING),
            Map.entry("bucket", STRING),
            Map.entry("bit set", STRING),
            Map.entry("estimate", STRING),
            Map.entry("rate limiter", STRING),
            Map.entry(STREAM, STREAM));

    private WrongType() {}

    static boolean isMet(Object reply) {
        return reply instanceof ServerException e && isMet(e);
    }

    static boolean isMet(JambryException e) {
        return e instanceof ServerException && String.valueOf(e.getMessage()).contains(CODE);
    }

    /** What to ask the server: the type of each key of a command, but for what only belongs to the first one. */
    static List<CommandObject<String>> questions(RedisLink link, CommandObject<?> command) {
        List<CommandObject<String>> questions = new ArrayList<>();
        List<byte[]> keys = CommandKeys.of(command);
        for (byte[] key : keys) {
            if (!StructureKeys.isBeside(keys.get(0), key)) {
                questions.add(link.commands().type(key));
            }
        }
        return questions;
    }

    /**
     * What to say about a structure.
     *
     * @param answers what the questions brought, failures among it
     */
    static String help(StructureLink structure, List<?> answers) {
        List<String> types = known(answers);
        if (structure.isOfTheCaller()) {
            return "; one of its keys has a structure of another kind than it expects"
                    + (types.isEmpty() ? "" : "; what they have: " + String.join(", ", shown(types)));
        }
        boolean alone = answers.size() < 2;
        return (alone
                        ? "; what the server has under this name is no "
                        : "; what the server has under one of the names is no ")
                + structure.kind()
                + found(structure, types)
                + (alone
                        ? ": use another name, or delete what is there"
                        : ": use another one, or delete what is there");
    }

    private static String found(StructureLink structure, List<String> types) {
        String home = HOMES.getOrDefault(structure.kind(), "");
        for (String type : types) {
            if (!type.equals(home)) {
                return ", but a " + shown(type);
            }
        }
        // a string that is none: estimates and limits are strings of a certain form
        return home.equals(STRING) && !types.isEmpty() ? ", but another " + STRING : "";
    }

    private static List<String> known(List<?> answers) {
        List<String> types = new ArrayList<>();
        for (Object answer : answers) {
            if (answer instanceof String type && !type.equals(NOTHING)) {
                types.add(type);
            }
        }
        return types;
    }

    private static Set<String> shown(List<String> types) {
        Set<String> words = new TreeSet<>();
        types.forEach(type -> words.add("a " + shown(type)));
        return words;
    }

    private static String shown(String type) {
        return type.equals(SORTED_SET) ? "sorted set" : type;
    }
}
