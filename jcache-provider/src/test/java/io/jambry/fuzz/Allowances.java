// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The departures one side is excused for, and how often it needed that. Thread-safe. */
final class Allowances {

    private final Set<Departure> excused;
    private final Map<Departure, Integer> used = new EnumMap<>(Departure.class);

    private Allowances(Set<Departure> excused) {
        this.excused = excused;
    }

    /** For a cache that has to be right. */
    static Allowances none() {
        return new Allowances(EnumSet.noneOf(Departure.class));
    }

    /** For the reference implementation. */
    static Allowances reference() {
        return new Allowances(EnumSet.allOf(Departure.class));
    }

    /** For the reference implementation, to show that this departure would be noticed. */
    static Allowances referenceExcept(Departure departure) {
        return new Allowances(EnumSet.complementOf(EnumSet.of(departure)));
    }

    /** Tells whether the departure is excused, and counts it if it is. */
    boolean excuse(Departure departure) {
        if (!excused.contains(departure)) {
            return false;
        }
        synchronized (used) {
            used.merge(departure, 1, Integer::sum);
        }
        return true;
    }

    /** Tells whether the departure is excused, without counting. */
    boolean cover(Departure departure) {
        return excused.contains(departure);
    }

    Map<Departure, Integer> used() {
        synchronized (used) {
            return new EnumMap<>(used);
        }
    }
}
