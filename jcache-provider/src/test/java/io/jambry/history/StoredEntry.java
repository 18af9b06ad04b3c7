// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry in a {@link HashMap}, which is what the operations mean by the JDK's word. Confined to one thread at a time. */
final class StoredEntry {

    private static final String KEY = "k";

    private final Map<String, String> map = new HashMap<>();

    @Nullable
    String value() {
        return map.get(KEY);
    }

    @Nullable
    String execute(Verb verb, List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        return switch (verb) {
            case GET -> map.get(KEY);
            case CONTAINS_KEY -> text(map.containsKey(KEY));
            case PUT -> {
                map.put(KEY, first);
                yield null;
            }
            case PUT_IF_ABSENT -> text(map.putIfAbsent(KEY, first) == null);
            case REPLACE -> text(map.replace(KEY, first) != null);
            case REPLACE_IF_EQUAL -> text(map.replace(KEY, first, arguments.get(1)));
            case REMOVE -> text(map.remove(KEY) != null);
            case REMOVE_IF_EQUAL -> text(map.remove(KEY, first));
            case GET_AND_PUT -> map.put(KEY, first);
            case GET_AND_REPLACE -> map.replace(KEY, first);
            case GET_AND_REMOVE -> map.remove(KEY);
            case APPEND -> map.merge(KEY, first, String::concat);
            case INCREMENT -> map.merge(KEY, first, (sum, delta) -> text(Long.parseLong(sum) + Long.parseLong(delta)));
            case ACQUIRE, RELEASE, LAPSE -> throw new IllegalArgumentException("an entry has no operation " + verb);
        };
    }

    private static String text(Object answer) {
        return Objects.toString(answer);
    }
}
