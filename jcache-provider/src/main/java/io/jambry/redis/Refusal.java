// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** Errors of a server that mean that nothing was executed: what helps, and whether the trouble passes by itself. */
enum Refusal {
    LOADING(true, "the server is still reading its data; try again soon"),
    BUSY(true, "a script occupies the server"),
    TRYAGAIN(true, "the keys are on their way to another node"),
    CLUSTERDOWN(true, "the cluster is not complete; see CLUSTER INFO"),
    MASTERDOWN(true, "this replica has lost its primary"),
    MOVED(true, "another node holds the key"),
    ASK(true, "the key is on its way to another node"),
    READONLY(true, "this server is a replica; connect to the primary"),
    UNBLOCKED(true, "the server became a replica, or somebody ended the wait"),
    OOM(false, "the server is out of memory; raise its 'maxmemory' or choose an eviction policy"),
    NOREPLICAS(false, "too few replicas follow the server for its 'min-replicas-to-write'"),
    MISCONF(false, "the server cannot write its snapshot and refuses writes; see its log"),
    NOSCRIPT(false, "the server did not keep the script it was taught; see whether something empties its scripts"),
    NOAUTH(false, "set 'username' and 'password'"),
    WRONGPASS(false, "correct 'username' and 'password'"),
    NOPERM(false, "allow the user this command and these keys with ACL SETUSER"),
    /** Any other error. */
    NONE(false, "");

    private static final Pattern COMMAND = Pattern.compile("to run the '([^']+)'");

    private static final List<String> UNKNOWN =
            List.of("ERR unknown command", "ERR syntax error", "ERR wrong number of arguments");

    private final boolean passes;
    private final String help;

    Refusal(boolean passes, String help) {
        this.passes = passes;
        this.help = help;
    }

    static Refusal of(JedisDataException answer) {
        String text = String.valueOf(answer.getMessage());
        for (Refusal refusal : values()) {
            String code = refusal.name();
            if (text.startsWith(code)
                    && (text.length() == code.length() || !Character.isLetter(text.charAt(code.length())))) {
                return refusal;
            }
        }
        return NONE;
    }

    /** Tells whether a server does not know a command or its options, or does not let this user send it. */
    static boolean isOfCommand(JedisDataException answer) {
        String text = String.valueOf(answer.getMessage());
        return of(answer) == NOPERM
                ? COMMAND.matcher(text).find()
                : UNKNOWN.stream().anyMatch(text::startsWith);
    }

    /** Tells whether the same command may go through a little later, or elsewhere. */
    boolean passes() {
        return passes;
    }

    /** What to do about it. */
    String help(JedisDataException answer) {
        return this == NOPERM ? permission(String.valueOf(answer.getMessage())) : help;
    }

    /** What to do when a command inside a script was not allowed; null if a script has failed for another reason. */
    static @Nullable String permissionOfScript(String text) {
        if (!text.contains("ACL failure in script") && !text.contains("user executing the script can't")) {
            return null;
        }
        return COMMAND.matcher(text).find() || text.contains(" key")
                ? permission(text)
                : "allow the user the commands of docs/privileges.md; ACL LOG on the server names the one that was refused";
    }

    /** The rule that is missing. */
    static String permission(String text) {
        Matcher command = COMMAND.matcher(text);
        if (command.find()) {
            return "allow the user the command with ACL SETUSER … +"
                    + command.group(1).toLowerCase(Locale.ROOT);
        }
        if (text.contains("channel")) {
            return "allow the user the channels of the namespace with ACL SETUSER … &<namespace>:*";
        }
        return "allow the user the keys of the namespace with ACL SETUSER … ~<namespace>:*";
    }
}
