// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import io.jambry.cost.Wiretap.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one operation cost.
 *
 * @param flights what the client sent, flight by flight
 * @param executed how often the server executed each command, those inside scripts included
 */
record Cost(List<List<Sent>> flights, Map<String, Long> executed) {

    int roundTrips() {
        return flights.size();
    }

    /** Such as {@code GET} or {@code EVALSHA invoke-claim; EVALSHA invoke-commit}: a semicolon parts flights. */
    String sent() {
        return flights.stream().map(Cost::flight).collect(Collectors.joining("; "));
    }

    private static String flight(List<Sent> flight) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        flight.forEach(sent -> counts.merge(sent.name(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(" + "));
    }

    /** What the server executed inside of scripts, such as {@code GET + 2 SET}. */
    String insideScripts() {
        Map<String, Long> inside = new TreeMap<>(executed);
        for (Sent sent : all()) {
            inside.merge(sent.name().split(" ")[0], -1L, Long::sum);
        }
        List<String> words = new ArrayList<>();
        inside.forEach((name, count) -> {
            if (count != 0) {
                words.add(count == 1 ? name : count + " " + name);
            }
        });
        return String.join(" + ", words);
    }

    List<Sent> all() {
        return flights.stream().flatMap(List::stream).toList();
    }

    List<Sent> all(String name) {
        return all().stream().filter(sent -> sent.name().equals(name)).toList();
    }
}
