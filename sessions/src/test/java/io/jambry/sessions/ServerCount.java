// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import io.jambry.structure.Structures;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server counted. */
record ServerCount(Structures structures) {

    private static final Pattern CALLS = Pattern.compile("cmdstat_(evalsha|eval):calls=(\\d+)");
    private static final Script<String> INFO =
            Script.of("commandstats", 1, "return redis.call('INFO', 'commandstats')", ScriptResult.text());

    private static final Pattern SENT = Pattern.compile("total_net_output_bytes:(\\d+)");
    private static final Script<String> STATS =
            Script.of("stats", 1, "return redis.call('INFO', 'stats')", ScriptResult.text());

    /** How many bytes it has sent, to whoever asked. */
    long bytesSent() {
        Matcher sent = SENT.matcher(structures.run(STATS, List.of("any")).call());
        if (!sent.find()) {
            throw new IllegalStateException("the server does not tell what it has sent");
        }
        return Long.parseLong(sent.group(1));
    }

    /** How many scripts it was asked to run, this question not counted. */
    long scripts() {
        Matcher calls = CALLS.matcher(structures.run(INFO, List.of("any")).call());
        long sum = 0;
        while (calls.find()) {
            sum += Long.parseLong(calls.group(2));
        }
        return sum;
    }
}
