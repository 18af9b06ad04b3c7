// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names of the fields of sessions, each with a place of its own. Sessions of an application mostly have the same ones, so those that
 * have share them: that takes less memory, and the processor has at hand what it looks names up in. Immutable.
 */
final class FieldNames {

    /** Where names depend on what users do, there may be any number of sets, of any size. */
    private static final int MOST_SHARED = 256;

    private static final int MOST_NAMES = 64;

    private static final Map<Set<String>, FieldNames> SHARED =
            Collections.synchronizedMap(new RecentlyUsed<>(MOST_SHARED));

    private final Map<String, Integer> places = new LinkedHashMap<>();

    private FieldNames(Set<String> names) {
        names.forEach(name -> places.put(name, places.size()));
    }

    static FieldNames of(Set<String> names) {
        if (names.size() > MOST_NAMES) {
            return new FieldNames(names);
        }
        FieldNames known = SHARED.get(names);
        if (known == null) {
            known = new FieldNames(names);
            SHARED.put(known.all(), known);
        }
        return known;
    }

    /** From 0 on without a gap; -1 if it is none of them. */
    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    /** In the order of their places. */
    Set<String> all() {
        return Collections.unmodifiableSet(places.keySet());
    }
}
