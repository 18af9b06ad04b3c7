// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code docs/privileges.md} says that commands need, and what they do need. */
public final class WrittenPrivileges {

    private static final Pattern LINE = Pattern.compile("^ACL SETUSER jambry (.+)$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^## ", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^(## |`[A-Z]\\w+`:$)", Pattern.MULTILINE);
    private static final Pattern CALL = Pattern.compile("call\\('([A-Z]+)'(?:, '([A-Z]+)')?");
    private static final Set<String> CONTAINERS =
            Set.of("xgroup", "xinfo", "object", "memory", "slowlog", "client", "latency", "function");

    private final String text;

    private WrittenPrivileges(String text) {
        this.text = text;
    }

    public static WrittenPrivileges read() throws IOException {
        return new WrittenPrivileges(Files.readString(Path.of("../docs/privileges.md")));
    }

    /** The commands of all lines below a heading. */
    public Set<String> of(String heading) {
        return section("\n## " + heading + "\n", HEADING);
    }

    /** The commands of all lines below the name of a type. */
    Set<String> of(Class<?> type) {
        return section("\n`" + type.getSimpleName() + "`:\n", TYPE);
    }

    private Set<String> section(String begin, Pattern end) {
        int start = text.indexOf(begin);
        if (start < 0) {
            return Set.of();
        }
        String rest = text.substring(start + begin.length());
        Matcher next = end.matcher(rest);
        Set<String> rules = new TreeSet<>();
        LINE.matcher(next.find() ? rest.substring(0, next.start()) : rest)
                .results()
                .forEach(line -> Stream.of(line.group(1).split(" ", -1))
                        .filter(rule -> rule.startsWith("+"))
                        .forEach(rules::add));
        return rules;
    }

    /** What a command needs, and what a script does that is one of ours. */
    static Set<String> needed(String[] words) {
        Set<String> rules = new TreeSet<>(Set.of(rule(words[0], words.length > 1 ? words[1] : "")));
        if (words[0].equals("EVALSHA")) {
            Stream.of(RedisScript.values())
                    .filter(script -> digest(script.text()).equals(words[1]))
                    .forEach(script -> rules.addAll(within(script)));
        }
        return rules;
    }

    /** What a script does. */
    public static Set<String> within(RedisScript script) {
        Set<String> rules = new TreeSet<>();
        CALL.matcher(new String(script.text(), StandardCharsets.UTF_8))
                .results()
                .forEach(call -> rules.add(rule(call.group(1), String.valueOf(call.group(2)))));
        return rules;
    }

    private static String rule(String command, String then) {
        String first = command.toLowerCase(Locale.ROOT);
        return "+" + first + (CONTAINERS.contains(first) ? "|" + then.toLowerCase(Locale.ROOT) : "");
    }

    private static String digest(byte[] script) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(script));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
