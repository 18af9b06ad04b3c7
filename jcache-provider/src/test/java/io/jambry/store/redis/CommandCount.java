// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server was asked between two moments, by its own count; commands called by scripts count too. */
final class CommandCount {

    private static final Pattern LINE = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    /** What opening a connection costs, whenever it happens to be opened. */
    private static final Set<String> GREETINGS = Set.of("hello", "client|setname");

    private final RedisLink link;

    CommandCount(RedisLink link) {
        this.link = link;
    }

    /** Such as {@code {get=1}}. */
    Map<String, Integer> of(Runnable work) {
        Map<String, Integer> before = read();
        work.run();
        Map<String, Integer> after = read();
        after.replaceAll((command, calls) -> calls - before.getOrDefault(command, 0));
        // the reading before is in the count after
        after.merge("info", -1, Integer::sum);
        after.keySet().removeAll(GREETINGS);
        after.values().removeIf(calls -> calls == 0);
        return after;
    }

    private Map<String, Integer> read() {
        Map<String, Integer> calls = new TreeMap<>();
        Matcher lines = LINE.matcher(link.call(link.commands().info("commandstats")));
        while (lines.find()) {
            calls.put(lines.group(1), Integer.parseInt(lines.group(2)));
        }
        return calls;
    }
}
