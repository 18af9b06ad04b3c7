// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import static io.jambry.history.Verb.ACQUIRE;
import static io.jambry.history.Verb.APPEND;
import static io.jambry.history.Verb.GET;
import static io.jambry.history.Verb.GET_AND_PUT;
import static io.jambry.history.Verb.GET_AND_REMOVE;
import static io.jambry.history.Verb.INCREMENT;
import static io.jambry.history.Verb.LAPSE;
import static io.jambry.history.Verb.PUT;
import static io.jambry.history.Verb.PUT_IF_ABSENT;
import static io.jambry.history.Verb.RELEASE;
import static io.jambry.history.Verb.REMOVE;
import static io.jambry.history.Verb.REMOVE_IF_EQUAL;
import static io.jambry.history.Verb.REPLACE;
import static io.jambry.history.Verb.REPLACE_IF_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The checker on histories whose verdict is known: by thought, by trying all orders, by how they were made. */
class LinearizabilityCheckerTest {

    private static final Set<Verb> LEASE_VERBS = EnumSet.of(ACQUIRE, RELEASE, LAPSE);
    private static final List<Verb> ENTRY_VERBS = List.copyOf(EnumSet.complementOf(EnumSet.copyOf(LEASE_VERBS)));

    private final Timeline timeline = new Timeline();

    @Test
    void empty_isLinearizable() {
        assertLinearizable(timeline);
    }

    @Test
    void reads_concurrentWithAWrite_mayAnswerOldAndThenNew() {
        assertLinearizable(timeline.done(0, 9, null, PUT, "a")
                .done(1, 2, null, GET)
                .done(3, 4, "a", GET)
                .done(5, 6, "a", GET));
    }

    @Test
    void reads_concurrentWithAWrite_mayNotAnswerNewAndThenOld() {
        assertNotLinearizable(
                timeline.done(0, 9, null, PUT, "a").done(1, 2, "a", GET).done(3, 4, null, GET));
    }

    @Test
    void read_afterAnOverwrite_mayNotAnswerTheOldValue() {
        assertNotLinearizable(
                timeline.done(0, 1, null, PUT, "a").done(2, 3, null, PUT, "b").done(4, 5, "a", GET));
    }

    @Test
    void read_ofAValueNobodyWrote_isFlagged() {
        assertNotLinearizable(timeline.done(0, 1, null, PUT, "a").done(2, 3, "b", GET));
    }

    @Test
    void write_thatBeginsAsAnotherEnds_countsAsConcurrent() {
        assertLinearizable(
                timeline.done(0, 2, null, PUT, "a").done(2, 4, null, PUT, "b").done(5, 6, "a", GET));
    }

    @Test
    void conditions_twoWinnersWhereOneCanBe_areFlagged() {
        assertNotLinearizable(
                new Timeline().done(0, 5, "true", PUT_IF_ABSENT, "a").done(1, 6, "true", PUT_IF_ABSENT, "b"));
        assertNotLinearizable(new Timeline()
                .done(0, 1, null, PUT, "a")
                .done(2, 6, "true", REPLACE_IF_EQUAL, "a", "b")
                .done(3, 7, "true", REMOVE_IF_EQUAL, "a"));
        assertNotLinearizable(new Timeline()
                .done(0, 1, null, PUT, "a")
                .done(2, 6, "a", GET_AND_REMOVE)
                .done(3, 7, "true", REMOVE));
        assertNotLinearizable(new Timeline()
                .done(0, 1, null, PUT, "a")
                .done(2, 6, "a", GET_AND_PUT, "b")
                .done(3, 7, "a", GET_AND_PUT, "c"));
        assertNotLinearizable(new Timeline().done(0, 1, "true", REMOVE).done(0, 1, "false", REPLACE, "a"));
    }

    @Test
    void conditions_oneWinner_isLinearizable() {
        assertLinearizable(timeline.done(0, 5, "false", PUT_IF_ABSENT, "a")
                .done(1, 6, "true", PUT_IF_ABSENT, "b")
                .done(7, 9, "true", REPLACE_IF_EQUAL, "b", "c")
                .done(7, 9, "false", REMOVE_IF_EQUAL, "b")
                .done(10, 11, "c", GET_AND_REMOVE));
    }

    @Test
    void append_lostUpdate_isFlagged() {
        assertNotLinearizable(timeline.done(0, 5, "a", APPEND, "a").done(1, 6, "b", APPEND, "b"));
    }

    @Test
    void unknown_mayHaveTakenEffectOrNot() {
        assertLinearizable(new Timeline().unknown(0, 1, PUT, "a").done(5, 6, null, GET));
        assertLinearizable(new Timeline().unknown(0, 1, PUT, "a").done(5, 6, "a", GET));
    }

    @Test
    void unknown_mayTakeEffectLateButOnce() {
        assertLinearizable(timeline.unknown(0, 1, PUT, "a")
                .done(2, 3, null, GET)
                .done(4, 5, null, PUT, "b")
                .done(6, 7, "a", GET));
        assertNotLinearizable(timeline.done(8, 9, null, PUT, "c").done(10, 11, "a", GET));
    }

    @Test
    void unknown_mayNotTakeEffectBeforeItsInvocation() {
        assertNotLinearizable(timeline.done(0, 1, "a", GET).unknown(2, 3, PUT, "a"));
    }

    @Test
    void unknown_incrementOfOne_explainsASumOnce() {
        assertLinearizable(timeline.unknown(0, 1, INCREMENT, "1").done(2, 3, "2", INCREMENT, "1"));
        assertNotLinearizable(timeline.done(4, 5, "4", INCREMENT, "1"));
    }

    @Test
    void notExecuted_hasNoEffect() {
        assertLinearizable(new Timeline().notExecuted(0, 1, PUT, "a").done(5, 6, null, GET));
        assertNotLinearizable(new Timeline().notExecuted(0, 9, PUT, "a").done(5, 6, "a", GET));
    }

    @Test
    void counter_duplicateIncrement_isFlagged() {
        LinearizabilityChecker<Long> checker = LinearizabilityChecker.ofCounters();

        assertThat(checker.check(timeline.done(0, 1, "0", GET)
                                .done(2, 3, "1", INCREMENT, "1")
                                .done(4, 5, "true", REPLACE_IF_EQUAL, "1", "7")
                                .done(6, 7, "9", INCREMENT, "2")
                                .history())
                        .isLinearizable())
                .isTrue();
        assertThat(checker.check(timeline.done(8, 9, "11", GET).history()).isLinearizable())
                .isFalse();
    }

    @Test
    void lease_oneHolderAtATimeWithGrowingFences_isLinearizable() {
        assertLease(
                true,
                timeline.done(0, 1, "3", ACQUIRE)
                        .done(2, 3, null, ACQUIRE)
                        .done(4, 5, "true", RELEASE, "3")
                        .done(6, 7, "4", ACQUIRE)
                        .unknown(10, 10, LAPSE, "4")
                        .done(11, 12, "8", ACQUIRE)
                        .done(13, 14, "false", RELEASE, "4"));
    }

    @Test
    void lease_twoHolders_areFlagged() {
        assertLease(false, new Timeline().done(0, 1, "1", ACQUIRE).done(2, 3, "2", ACQUIRE));
        assertLease(
                false,
                new Timeline().done(0, 1, "1", ACQUIRE).done(2, 3, "2", ACQUIRE).unknown(4, 4, LAPSE, "1"));
    }

    @Test
    void lease_fenceNotGreaterThanTheLast_isFlagged() {
        assertLease(
                false,
                timeline.done(0, 1, "5", ACQUIRE)
                        .done(2, 3, "true", RELEASE, "5")
                        .done(4, 5, "5", ACQUIRE));
    }

    @Test
    void lease_ofUnknownOutcome_mayBeHeldUntilItLapses() {
        timeline.unknown(0, 1, ACQUIRE).done(2, 3, null, ACQUIRE);
        assertLease(true, timeline);
        assertLease(false, timeline.done(4, 5, "2", ACQUIRE));
        assertLease(true, timeline.unknown(3, 3, LAPSE, LeaseModel.UNKNOWN_FENCE));
    }

    @Test
    void violation_isShownByFewLines() {
        for (int i = 0; i < 100; i++) {
            timeline.done(10 * i, 10 * i + 5, null, PUT, "v" + i).done(10 * i + 6, 10 * i + 7, "v" + i, GET);
        }
        timeline.unknown(3, 4, PUT, "open")
                .done(1000, 1009, null, PUT, "new")
                .done(1001, 1002, "v99", GET)
                .done(1003, 1004, "v42", GET)
                .done(1020, 1030, "new", GET);

        Violation violation = check(timeline).violations().get(0);

        assertThat(violation.culprit().result()).isEqualTo("v42");
        assertThat(violation.states()).contains("v99");
        assertThat(violation.window()).extracting(Operation::verb).containsExactly(PUT, GET);
        assertThat(violation.origin()).get().extracting(Operation::invoked).isEqualTo(420L);
        assertThat(violation.toString())
                .contains("> ", "earlier", "PUT[v42]", "then the state was", "PUT[new]", "outcome unknown")
                .hasLineCount(6);
    }

    @Test
    void verdict_tooManyOrders_isUndecided() {
        for (int i = 0; i < 24; i++) {
            timeline.done(0, 100, null, PUT, "v" + i);
        }
        timeline.done(0, 100, "nobody's", GET);

        Verdict verdict = new LinearizabilityChecker<>(new EntryModel(), 1_000).check(timeline.history());

        assertThat(verdict.isLinearizable()).isFalse();
        assertThat(verdict.undecided()).containsExactly(Timeline.KEY);
        assertThat(verdict).hasToString("25 operations on 1 keys: not judged, too many orders: [k]");
    }

    @Test
    void model_agreesWithAHashMap() {
        Random random = new Random(1);
        EntryModel model = new EntryModel();
        StoredEntry entry = new StoredEntry();
        EntryModel.Entry state = model.initial();
        for (int i = 0; i < 10_000; i++) {
            Operation operation = operation(random, i, i);
            if (operation.verb() == INCREMENT && entry.value() != null) {
                entry.execute(REMOVE, List.of());
                state = model.initial();
            }
            String answer = entry.execute(operation.verb(), operation.arguments());

            EntryModel.Entry after = model.next(state, answered(operation, answer));

            assertThat(after).as(operation::toString).isEqualTo(new EntryModel.Entry(entry.value()));
            Operation wrong = new Operation("p", "k", 0, 0, GET, List.of(), Outcome.DONE, "nobody's");
            assertThat(model.next(state, wrong)).isNull();
            state = new EntryModel.Entry(entry.value());
        }
    }

    @Test
    void models_operationThatAnswered_keepsEveryStateOrMakesOne() {
        List<String> values = List.of("a", "ab", "b", "1");
        List<EntryModel.Entry> entries = new ArrayList<>(List.of(EntryModel.Entry.ABSENT, EntryModel.Entry.UNSEEN));
        values.forEach(value -> entries.add(new EntryModel.Entry(value)));
        assertPromise(new EntryModel(), ENTRY_VERBS, values, entries);
        assertPromise(
                new CounterModel(),
                List.of(GET, PUT, GET_AND_PUT, INCREMENT, REPLACE_IF_EQUAL),
                List.of("0", "1", "2"),
                List.of(0L, 1L, 2L));
        assertPromise(
                new LeaseModel(),
                List.of(ACQUIRE, RELEASE),
                List.of("1", "2", "3"),
                List.of(
                        new LeaseModel.Lease(null, 0),
                        new LeaseModel.Lease(null, 2),
                        new LeaseModel.Lease("1", 1),
                        new LeaseModel.Lease("2", 2),
                        new LeaseModel.Lease(LeaseModel.UNKNOWN_FENCE, 1)));
    }

    /** What {@link Model} promises and {@link Search} relies on. */
    private static <S> void assertPromise(Model<S> model, List<Verb> verbs, List<String> values, List<S> states) {
        for (Verb verb : verbs) {
            List<@Nullable String> answers = new ArrayList<>(values);
            answers.addAll(verb == ACQUIRE ? Collections.singletonList(null) : Arrays.asList("true", "false", null));
            for (String first : values) {
                for (String second : values) {
                    for (String answer : answers) {
                        Operation operation = new Operation(
                                "p",
                                Timeline.KEY,
                                0,
                                0,
                                verb,
                                List.of(first, second).subList(0, verb.arguments()),
                                Outcome.DONE,
                                answer);
                        List<S> possible = states.stream()
                                .filter(state -> model.next(state, operation) != null)
                                .toList();
                        boolean keeps = possible.stream().allMatch(state -> state.equals(model.next(state, operation)));
                        long made = possible.stream()
                                .map(state -> model.next(state, operation))
                                .distinct()
                                .count();
                        assertThat(keeps || made == 1).as(operation::toString).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void randomHistories_areJudgedAsByTryingAllOrders() {
        Random random = new Random(2);
        BruteForce<EntryModel.Entry> bruteForce = new BruteForce<>(new EntryModel());
        int linearizable = 0;
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            History history = randomHistory(random);
            boolean expected = bruteForce.isLinearizable(history.operations());
            linearizable += expected ? 1 : 0;

            Verdict verdict = LinearizabilityChecker.ofEntries().check(history);

            assertThat(verdict.isLinearizable())
                    .as(() -> String.join("\n", history.lines().toList()) + "\n" + verdict)
                    .isEqualTo(expected);
            verdict.violations()
                    .forEach(violation -> assertThat(violation.window())
                            .as(violation::toString)
                            .contains(violation.culprit()));
        }
        assertThat(linearizable).isBetween(rounds / 5, rounds * 4 / 5);
    }

    /** Up to six operations on random moments, most of which answer as in the order of one moment within each. */
    private static History randomHistory(Random random) {
        List<Operation> operations = new ArrayList<>();
        int number = 1 + random.nextInt(6);
        StoredEntry entry = new StoredEntry();
        double truth = random.nextDouble();
        int outcomes = 5 + random.nextInt(10);
        int moment = 0;
        for (int i = 0; i < number; i++) {
            moment += random.nextInt(4);
            Operation operation =
                    operation(random, Math.max(0, moment - random.nextInt(8)), moment + random.nextInt(8));
            if (operation.verb() == INCREMENT) {
                continue;
            }
            switch (random.nextInt(outcomes)) {
                case 0 -> operations.add(with(operation, Outcome.NOT_EXECUTED, null));
                case 1, 2 -> {
                    operations.add(with(operation, Outcome.UNKNOWN, null));
                    if (random.nextBoolean()) {
                        entry.execute(operation.verb(), operation.arguments());
                    }
                }
                default -> {
                    String answer = entry.execute(operation.verb(), operation.arguments());
                    boolean lies = random.nextDouble() < truth / 2;
                    operations.add(answered(operation, lies ? otherAnswer(random, operation.verb()) : answer));
                }
            }
            if (random.nextInt(16) == 0) {
                entry.execute(PUT, List.of("a"));
            }
        }
        return new History(operations);
    }

    private static @Nullable String otherAnswer(Random random, Verb verb) {
        return switch (verb) {
            case PUT -> null;
            case GET, GET_AND_PUT, GET_AND_REMOVE, GET_AND_REPLACE, APPEND -> random.nextBoolean() ? null : "a";
            default -> String.valueOf(random.nextBoolean());
        };
    }

    private static Operation operation(Random random, long invoked, long returned) {
        Verb verb = ENTRY_VERBS.get(random.nextInt(ENTRY_VERBS.size()));
        List<String> arguments = random.ints(verb.arguments(), 0, 3)
                .mapToObj(value -> verb == INCREMENT ? "1" : String.valueOf((char) ('a' + value)))
                .toList();
        return new Operation("p", Timeline.KEY, invoked, returned, verb, arguments, Outcome.DONE, null);
    }

    private static Operation answered(Operation operation, @Nullable String answer) {
        return with(operation, Outcome.DONE, answer);
    }

    private static Operation with(Operation operation, Outcome outcome, @Nullable String answer) {
        return new Operation(
                operation.process(),
                operation.key(),
                operation.invoked(),
                operation.returned(),
                operation.verb(),
                operation.arguments(),
                outcome,
                answer);
    }

    @Test
    @Timeout(10)
    void longHistory_withUnknownOutcomes_isJudgedQuickly() {
        History history = longHistory(new Random(3), 20_000, 12);
        LinearizabilityChecker.ofEntries().check(history);

        // processor time: what other programs take is not the checker's
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Verdict verdict = LinearizabilityChecker.ofEntries().check(history);
        Duration time = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

        System.out.println(verdict + " with " + history.count(Outcome.UNKNOWN) + " unknown outcomes, judged in "
                + time.toMillis() + " ms");
        assertThat(verdict.isLinearizable()).as(verdict::toString).isTrue();
        assertThat(time).isLessThan(Duration.ofSeconds(1));
    }

    /** As of eight threads: each operation takes effect in the middle of its time, one in fifty is of unknown outcome. */
    private static History longHistory(Random random, int number, int keys) {
        List<Operation> operations = new ArrayList<>();
        List<StoredEntry> entries = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            entries.add(new StoredEntry());
        }
        for (int i = 0; i < number; i++) {
            int key = random.nextInt(keys);
            Verb verb = ENTRY_VERBS.get(random.nextInt(ENTRY_VERBS.size()));
            if (verb == INCREMENT || verb == APPEND) {
                verb = GET;
            }
            String value = "v" + i;
            List<String> arguments = verb.arguments() == 2
                    ? List.of(String.valueOf(entries.get(key).value()), value)
                    : List.of(value).subList(0, verb.arguments());
            boolean unknown = random.nextInt(50) == 0;
            boolean executed = !unknown || random.nextBoolean();
            String answer = executed ? entries.get(key).execute(verb, arguments) : null;
            operations.add(new Operation(
                    "p",
                    "k" + key,
                    10L * i - random.nextInt(80),
                    10L * i + random.nextInt(80),
                    verb,
                    arguments,
                    unknown ? Outcome.UNKNOWN : Outcome.DONE,
                    unknown ? null : answer));
        }
        return new History(operations);
    }

    @Test
    void text_ofAnOperation_isReadBack() {
        History history = timeline.done(-5, 6, null, GET)
                .done(1, 2, "", GET)
                .done(1, 2, "~", REPLACE_IF_EQUAL, "a\tb\nc", "%7E é")
                .unknown(1, 2, PUT, "")
                .notExecuted(3, 3, PUT, "x")
                .history();
        List<String> output = new ArrayList<>(List.of("a line of something else", ""));
        history.lines().forEach(output::add);

        assertThat(History.parse(output.stream())).isEqualTo(history);
        assertThat(history.lines()).noneMatch(line -> line.contains("\n"));
        assertThat(History.merge(List.of(history, history)).operations()).hasSize(10);
        assertThat(history.longestCall()).isEqualTo(Duration.ofNanos(11));
    }

    @Test
    void text_cutOff_isRefused() {
        assertThatThrownBy(() -> History.parse(List.of("op\tp\tk\t1").stream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cut off");
    }

    private static Verdict check(Timeline timeline) {
        return LinearizabilityChecker.ofEntries().check(timeline.history());
    }

    private static void assertLinearizable(Timeline timeline) {
        Verdict verdict = check(timeline);
        assertThat(verdict.isLinearizable()).as(verdict::toString).isTrue();
    }

    private static void assertNotLinearizable(Timeline timeline) {
        Verdict verdict = check(timeline);
        assertThat(verdict.violations()).as(verdict::toString).hasSize(1);
    }

    private static void assertLease(boolean expected, Timeline timeline) {
        Verdict verdict = LinearizabilityChecker.ofLeases().check(timeline.history());
        assertThat(verdict.isLinearizable()).as(verdict::toString).isEqualTo(expected);
    }
}
