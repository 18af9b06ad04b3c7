// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.servers.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The user of the documents on real servers. */
final class MinimalUser {

    private static final String NAME = "jambry";
    private static final String PASSWORD = "not-a-secret";

    private MinimalUser() {}

    /** How the provider logs in. */
    static Map<String, String> settings(Layout layout) {
        return layout == Layout.SENTINEL
                ? Map.of(
                        "jambry.username", NAME,
                        "jambry.password", PASSWORD,
                        "jambry.sentinel-username", NAME,
                        "jambry.sentinel-password", PASSWORD)
                : Map.of("jambry.username", NAME, "jambry.password", PASSWORD);
    }

    /** Gives the user these rules and no others, and forgets earlier refusals. */
    static void define(ServerProcess server, List<String> rules) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", NAME, "reset"));
        for (String rule : rules) {
            command.add(rule.startsWith(">") ? ">" + PASSWORD : rule);
        }
        server.command(command.toArray(String[]::new));
        server.command("ACL", "LOG", "RESET");
    }

    /** Everything that was refused to it. */
    static List<Denial> denials(List<ServerProcess> servers) {
        List<Denial> denials = new ArrayList<>();
        for (ServerProcess server : servers) {
            if (server.command("ACL", "LOG") instanceof List<?> log) {
                log.forEach(entry -> denials.add(Denial.of((List<?>) entry)));
            }
        }
        return denials;
    }

    /**
     * An entry of {@code ACL LOG}.
     *
     * @param reason {@code command}, {@code key}, {@code channel} or {@code auth}
     * @param context where it was tried, such as {@code toplevel} or {@code lua}
     * @param object the command or the key
     */
    record Denial(String reason, String context, String object) {

        private static Denial of(List<?> entry) {
            return new Denial(field(entry, "reason"), field(entry, "context"), field(entry, "object"));
        }

        private static String field(List<?> entry, String name) {
            return String.valueOf(entry.get(entry.indexOf(name) + 1));
        }
    }
}
