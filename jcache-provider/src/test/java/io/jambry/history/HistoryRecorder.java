// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes down operations while they run. Thread-safe. */
public final class HistoryRecorder {

    private final LongSupplier clock;
    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    /** Records by {@link System#nanoTime()}. */
    public HistoryRecorder() {
        this(System::nanoTime);
    }

    HistoryRecorder(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Runs an operation and writes down how it ended.
     *
     * @param process who asks; the same name must not ask twice at a time
     * @param key the key
     * @param verb what is asked for
     * @param arguments as many as the verb takes
     * @param call does it and tells the answer
     * @return the operation as written down
     * @throws RuntimeException what the call threw, if it promises nothing about the outcome; written down as unknown
     */
    public Operation record(
            String process, String key, Verb verb, List<String> arguments, Supplier<@Nullable String> call) {
        long invoked = clock.getAsLong();
        try {
            String result = call.get();
            return add(process, key, invoked, verb, arguments, Outcome.DONE, result);
        } catch (RuntimeException e) {
            Outcome outcome = Outcome.promisedBy(e).orElse(null);
            Operation operation =
                    add(process, key, invoked, verb, arguments, outcome == null ? Outcome.UNKNOWN : outcome, null);
            if (outcome == null) {
                throw e;
            }
            return operation;
        }
    }

    /**
     * Writes down something that may happen from now on.
     *
     * @param process on whose account
     * @param key the key
     * @param verb what may happen
     * @param arguments as many as the verb takes
     */
    public void open(String process, String key, Verb verb, List<String> arguments) {
        add(process, key, clock.getAsLong(), verb, arguments, Outcome.UNKNOWN, null);
    }

    /**
     * What was written down so far; operations under way are missing, so ask when all clients are done.
     *
     * @return the history
     */
    public History history() {
        return new History(List.copyOf(operations));
    }

    private Operation add(
            String process,
            String key,
            long invoked,
            Verb verb,
            List<String> arguments,
            Outcome outcome,
            @Nullable String result) {
        Operation operation = new Operation(process, key, invoked, clock.getAsLong(), verb, arguments, outcome, result);
        operations.add(operation);
        return operation;
    }
}
