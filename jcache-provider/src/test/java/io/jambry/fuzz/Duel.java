// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Tournament.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One sequence, played on both sides segment by segment. */
final class Duel implements AutoCloseable {

    /** How a duel stands. */
    enum State {
        RUNNING,
        EQUAL,
        DIFFERENT,
        /** It took so long that entries may have expired between two operations. */
        AMBIGUOUS
    }

    /** Surely less than a short life, even when clocks count whole milliseconds. */
    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(Answer.SHORT_MILLIS) * 3 / 4;

    /** For three times as long as an event of what expires by itself may take. */
    private static final int LATE_ATTEMPTS = 600;

    private final Match match;
    private final Sequence sequence;
    private final Side left;
    private final Side right;
    private final Comparison comparison;
    private final List<String> log = new ArrayList<>();
    private String kind = "";
    private int lastOperation;
    private int segment;
    private State state = State.RUNNING;

    Duel(Match match, Target reference, String name) {
        this.match = match;
        this.sequence = match.sequence();
        Target tested = match.tested();
        this.left = Side.open(reference, name + "-reference", sequence.setup());
        this.right = Side.open(tested, name + "-tested", sequence.setup());
        this.comparison = new Comparison(sequence.setup(), tested.delivery());
    }

    Match match() {
        return match;
    }

    State state() {
        return state;
    }

    int segments() {
        return sequence.segments().size();
    }

    /** Tells whether the next segment has operations. */
    boolean hasWork() {
        return state == State.RUNNING && !sequence.segments().get(segment).isEmpty();
    }

    /** The operation and the kind of its first difference, if there is one. */
    String kind() {
        return kind;
    }

    /** The operation at which it ended, as logged. */
    String lastOperation() {
        return "seed " + sequence.seed() + " " + String.join("\n", log.subList(lastOperation, log.size()));
    }

    /** What was done and seen, and where it differs. */
    String log() {
        return "seed " + sequence.seed() + ", replay with -Dfuzz.seed=" + sequence.seed() + "\n" + sequence.setup()
                + "\n" + String.join("\n", log);
    }

    void playSegment() {
        if (state != State.RUNNING) {
            return;
        }
        log.add("-- segment " + segment);
        long shortLivesSince = 0;
        for (Operation operation : sequence.segments().get(segment)) {
            if (shortLivesSince == 0 && sequence.setup().givesShortLives(operation)) {
                shortLivesSince = System.nanoTime();
            }
            List<String> differences = play(operation);
            if (shortLivesSince != 0 && System.nanoTime() - shortLivesSince > LIMIT_NANOS) {
                state = State.AMBIGUOUS;
                return;
            }
            if (!differences.isEmpty()) {
                String what = differences.get(0);
                kind = operation.verb() + " " + what.substring(0, what.indexOf(':'));
                differences.forEach(difference -> log.add("   DIFFERENT " + difference));
                state = State.DIFFERENT;
                return;
            }
        }
        segment++;
        if (segment == sequence.segments().size()) {
            state = State.EQUAL;
        }
    }

    private List<String> play(Operation operation) {
        lastOperation = log.size();
        log.add(operation.toString());
        List<String> differences = new ArrayList<>();
        if (operation.verb() == Verb.CLOSED) {
            differences.addAll(expiries());
        }
        Observation reference = left.perform(operation);
        Observation tested = right.perform(operation);
        log.add("   reference " + reference);
        log.add("   tested    " + tested);
        differences.addAll(comparison.differences(reference, tested));
        return differences;
    }

    /** What differs in the end: which entries are there, and which expired without a word or with one too many. */
    private List<String> expiries() {
        List<String> differences = new ArrayList<>();
        Comparison.differ(differences, "keys in the end", left.present(), right.present());
        for (int i = 0; i < LATE_ATTEMPTS && !comparison.missing(left.untold()).isEmpty(); i++) {
            Time.pass(5);
            comparison.late(right.late());
        }
        Comparison.differ(differences, "missing EXPIRED", Set.of(), comparison.missing(left.untold()));
        Comparison.differ(differences, "unexpected EXPIRED", Set.of(), comparison.unexpected(left.untold()));
        return differences;
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
