// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Observation.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lives of the entries of a cache as the events tell them: created, updated, at last removed or expired once, with
 * the right old value each time.
 */
final class Life {

    private final Allowances allowances;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> cleared = new HashMap<>();
    private final Set<Mapping> everSeen = new HashSet<>();

    Life(Allowances allowances) {
        this.allowances = allowances;
    }

    @Nullable
    String valueOf(String key) {
        return values.get(key);
    }

    /** Takes note of an end that no event tells. */
    void endSilently(String key) {
        values.remove(key);
    }

    /** Takes note of a clear, which tells nothing of what it takes away; what had expired before may still be told. */
    void endUnlessExpired(String key) {
        String value = values.remove(key);
        if (value != null) {
            cleared.put(key, value);
        }
    }

    /** Goes through the events and answers the entries that have expired. */
    Set<Mapping> follow(List<Heard> events, Consumer<String> violation) {
        Set<Mapping> expired = new LinkedHashSet<>();
        for (Heard event : events) {
            String current = values.get(event.key());
            switch (event.type()) {
                case CREATED -> {
                    if (current != null) {
                        violation.accept(event + " although " + current + " is there and has not EXPIRED");
                    }
                    live(event, violation);
                }
                case UPDATED -> {
                    check(event, current, violation);
                    live(event, violation);
                }
                case REMOVED -> {
                    check(event, current, violation);
                    values.remove(event.key());
                }
                case EXPIRED -> expire(event, current, expired, violation);
            }
        }
        return expired;
    }

    private void live(Heard event, Consumer<String> violation) {
        if (event.value() == null) {
            violation.accept(event + " has no value");
            return;
        }
        values.put(event.key(), event.value());
        cleared.remove(event.key());
        everSeen.add(new Mapping(event.key(), event.value()));
    }

    private void expire(Heard event, @Nullable String current, Set<Mapping> expired, Consumer<String> violation) {
        String old = event.oldValue();
        if (old != null && (old.equals(current) || cleared.remove(event.key(), old))) {
            values.remove(event.key());
            expired.add(new Mapping(event.key(), old));
            return;
        }
        boolean known = old != null && everSeen.contains(new Mapping(event.key(), old));
        if (!allowances.excuse(known ? Departure.EXPIRED_AGAIN : Departure.CREATED_EXPIRED)) {
            violation.accept(event + " although the entry is " + current);
        }
    }

    private static void check(Heard event, @Nullable String current, Consumer<String> violation) {
        if (!Objects.equals(event.oldValue(), current)) {
            violation.accept(event + " although the entry was " + current);
        }
    }
}
