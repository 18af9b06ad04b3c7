// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerFlavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of {@code docs/privileges.md} that an administrator copies. */
final class PrivilegesDocument {

    /** What somebody may need, by the heading under which the document has its line. */
    enum Need {
        BASE("Every server"),
        /** Commands that save a script where a server has them. */
        VALKEY_9("Valkey 9.1 and later"),
        REDIS_8("Redis 8.4 and later"),
        CLUSTER("A cluster"),
        REPLICAS("Reads from replicas of a cluster"),
        WAIT("Writes that wait for replicas"),
        LISTENERS("Listeners in several JVMs"),
        EXPIRY("Listeners to expiry"),
        NEAR("Values that are kept near"),
        LOCKS("Locks"),
        DATABASE("Another database"),
        MEMORY("Estimating memory"),
        SENTINEL("Sentinels"),
        SENTINEL_REPLICAS("Reads from replicas that sentinels name");

        private final String heading;

        Need(String heading) {
            this.heading = heading;
        }

        /** The needs that come with the version of a server; empty for older ones. */
        static List<Need> ofVersion(ServerBinary binary) {
            if (binary.isAtLeast(ServerFlavour.VALKEY, 9, 1)) {
                return List.of(VALKEY_9);
            }
            return binary.isAtLeast(ServerFlavour.REDIS, 8, 4) ? List.of(REDIS_8) : List.of();
        }
    }

    private static final Pattern LINE = Pattern.compile("^ACL SETUSER jambry (?:reset )?(.+)$", Pattern.MULTILINE);

    private final Map<Need, List<String>> rules = new EnumMap<>(Need.class);

    private PrivilegesDocument(String text) {
        for (Need need : Need.values()) {
            rules.put(need, section(text, need.heading));
        }
    }

    static PrivilegesDocument read() throws IOException {
        return new PrivilegesDocument(
                Files.readString(Path.of(System.getProperty("docs", "../docs")).resolve("privileges.md")));
    }

    private static List<String> section(String text, String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalStateException("privileges.md has no section '" + heading + "'");
        }
        int end = text.indexOf("\n## ", start + 1);
        Matcher line = LINE.matcher(text.substring(start, end < 0 ? text.length() : end));
        if (!line.find()) {
            throw new IllegalStateException("section '" + heading + "' of privileges.md has no line to copy");
        }
        return Arrays.asList(line.group(1).split(" "));
    }

    /** The rules of one line, in its order. */
    List<String> rules(Need need) {
        return rules.get(need);
    }
}
