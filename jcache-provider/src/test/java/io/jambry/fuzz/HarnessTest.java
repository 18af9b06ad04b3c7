// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.fuzz.Tournament.Match;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The comparison itself: equal caches are equal, and each single fault is seen. */
class HarnessTest {

    private static final int FEW = 10;
    private static final int ROUNDS = 6;

    @Test
    void reference_againstItself_isEqualAndNeedsEveryDeparture() {
        Allowances allowances = Allowances.reference();

        FuzzReport report = FuzzReport.of(
                Target.reference(allowances), Target.reference(Allowances.reference()), /* firstSeed= */ 1, 100);

        assertThat(report.result().different()).as(report::toString).isEmpty();
        assertThat(allowances.used()).containsOnlyKeys(Departure.values());
    }

    @Test
    void departures_notExcused_areSeen() {
        assertThat(unseen(Departure.class, departure -> Target.reference(Allowances.referenceExcept(departure))))
                .isEmpty();
    }

    @Test
    void mutants_areSeen() {
        assertThat(unseen(Mutant.class, mutant -> Target.reference(Allowances.reference(), mutant::disguise)))
                .isEmpty();
    }

    @Test
    void sequence_ofSameSeed_isTheSame() {
        assertThat(SequenceGenerator.generate(7)).isEqualTo(SequenceGenerator.generate(7));
        assertThat(SequenceGenerator.generate(7)).isNotEqualTo(SequenceGenerator.generate(8));
    }

    @Test
    void shrinker_differingSequence_keepsLittleOfIt() {
        Target tested = Target.reference(Allowances.reference(), Mutant.PUT_IF_ABSENT_ANSWERS_THE_OPPOSITE::disguise);
        Tournament tournament = new Tournament(Target.reference(Allowances.reference()));
        Match differing = tournament.play(tested, seeds(1, FEW)).different().get(0);

        List<Operation> shrunk =
                new Shrinker(tournament).shrink(differing).sequence().dispensable();

        assertThat(shrunk).extracting(Operation::verb).contains(Verb.PUT_IF_ABSENT);
        assertThat(shrunk).hasSizeLessThanOrEqualTo(2);
    }

    /** Plays until each fault is seen, and answers those that never are. */
    private static <E extends Enum<E>> Set<E> unseen(Class<E> faults, Function<E, Target> target) {
        Map<E, Target> targets = new EnumMap<>(faults);
        EnumSet.allOf(faults).forEach(fault -> targets.put(fault, target.apply(fault)));
        Tournament tournament = new Tournament(Target.reference(Allowances.reference()));
        int seeds = FEW;
        for (int round = 0; round < ROUNDS && !targets.isEmpty(); round++) {
            List<Sequence> sequences = seeds(1 + seeds, seeds);
            seeds *= 2;
            List<Match> matches = targets.values().stream()
                    .flatMap(tested -> sequences.stream().map(sequence -> new Match(sequence, tested)))
                    .toList();
            List<Target> seen = tournament.play(matches).different().stream()
                    .map(Match::tested)
                    .toList();
            targets.values().removeIf(tested -> seen.stream().anyMatch(one -> one == tested));
        }
        return targets.keySet();
    }

    private static List<Sequence> seeds(long first, int number) {
        return LongStream.range(first, first + number)
                .mapToObj(SequenceGenerator::generate)
                .toList();
    }
}
