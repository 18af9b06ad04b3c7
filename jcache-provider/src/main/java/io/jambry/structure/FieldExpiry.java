// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.CommandObject;

/** The ends of single entries of a map: replies have a number for each key, in the order of the keys. */
final class FieldExpiry {

    private FieldExpiry() {}

    /** The keys for which something was done. */
    static <K> CommandObject<Set<K>> those(List<K> fields, CommandObject<List<Long>> command) {
        return Replies.map(command, numbers -> {
            Set<K> done = new LinkedHashSet<>();
            for (int i = 0; i < numbers.size(); i++) {
                if (numbers.get(i) > 0) {
                    done.add(fields.get(i));
                }
            }
            return done;
        });
    }

    static <K> CommandObject<Map<K, Duration>> times(List<K> fields, CommandObject<List<Long>> command) {
        return Replies.map(command, numbers -> {
            Map<K, Duration> times = new LinkedHashMap<>();
            for (int i = 0; i < numbers.size(); i++) {
                if (numbers.get(i) >= 0) {
                    times.put(fields.get(i), Duration.ofMillis(numbers.get(i)));
                }
            }
            return times;
        });
    }
}
