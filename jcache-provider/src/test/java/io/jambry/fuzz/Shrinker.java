// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Tournament.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drops operations from a sequence while it still differs. */
final class Shrinker {

    private static final int ROUNDS = 25;

    private final Tournament tournament;

    Shrinker(Tournament tournament) {
        this.tournament = tournament;
    }

    Match shrink(Match match) {
        Match smallest = match;
        int chunk = Math.max(1, match.sequence().dispensable().size() / 2);
        for (int round = 0; round < ROUNDS; round++) {
            List<Match> differing =
                    tournament.play(withoutChunks(smallest, chunk)).different();
            if (!differing.isEmpty()) {
                smallest = differing.get(0);
            } else if (chunk == 1) {
                break;
            } else {
                chunk /= 2;
            }
        }
        return smallest;
    }

    private static List<Match> withoutChunks(Match match, int chunk) {
        List<Operation> operations = match.sequence().dispensable();
        List<Match> smaller = new ArrayList<>();
        for (int from = 0; from < operations.size(); from += chunk) {
            Set<Integer> dropped = new HashSet<>();
            operations.subList(from, Math.min(operations.size(), from + chunk)).forEach(o -> dropped.add(o.id()));
            smaller.add(new Match(match.sequence().without(dropped), match.tested()));
        }
        return smaller;
    }
}
