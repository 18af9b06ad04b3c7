// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import io.jambry.history.EntryModel.Entry;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cache entry by JSR-107, absent at first, which neither expires nor is evicted. */
public final class EntryModel implements Model<Entry> {

    /**
     * What the entry holds.
     *
     * @param value the value; null if there is no entry
     */
    public record Entry(@Nullable String value) {

        static final Entry ABSENT = new Entry(null);

        /** Any value that nobody ever got, compared with, or got a continuation of. */
        static final Entry UNSEEN = new Entry("(a value nobody saw)");

        @Override
        public String toString() {
            return value == null ? "absent" : value;
        }
    }

    private final SeenValues seen;

    /** A model that distinguishes all values. */
    public EntryModel() {
        this(SeenValues.all());
    }

    private EntryModel(SeenValues seen) {
        this.seen = seen;
    }

    @Override
    public EntryModel observedBy(Collection<Operation> operations) {
        return new EntryModel(SeenValues.by(operations));
    }

    @Override
    public Entry initial() {
        return Entry.ABSENT;
    }

    @Override
    public Object effect(Operation operation) {
        return switch (operation.verb()) {
            case PUT, GET_AND_PUT -> argument(operation, 0);
            case REPLACE, GET_AND_REPLACE -> List.of(Verb.REPLACE, argument(operation, 0));
            case REMOVE, GET_AND_REMOVE -> Verb.REMOVE;
            case APPEND ->
                seen.isPart(operation.arguments().get(0)) ? List.of(Verb.APPEND, operation.arguments()) : Entry.UNSEEN;
            default -> Model.super.effect(operation);
        };
    }

    @Override
    public @Nullable Entry next(Entry state, Operation operation) {
        String before = state.value();
        return switch (operation.verb()) {
            case GET -> answer(operation, before, state);
            case CONTAINS_KEY -> answer(operation, String.valueOf(before != null), state);
            case PUT -> answer(operation, null, argument(operation, 0));
            case PUT_IF_ABSENT -> change(operation, before == null, state, argument(operation, 0));
            case REPLACE -> change(operation, before != null, state, argument(operation, 0));
            case REPLACE_IF_EQUAL -> change(operation, isArgument(operation, before), state, argument(operation, 1));
            case REMOVE -> change(operation, before != null, state, Entry.ABSENT);
            case REMOVE_IF_EQUAL -> change(operation, isArgument(operation, before), state, Entry.ABSENT);
            case GET_AND_PUT -> answer(operation, before, argument(operation, 0));
            case GET_AND_REPLACE -> answer(operation, before, before == null ? state : argument(operation, 0));
            case GET_AND_REMOVE -> answer(operation, before, Entry.ABSENT);
            case APPEND ->
                become(
                        operation,
                        (before == null ? "" : before) + operation.arguments().get(0));
            case INCREMENT -> increment(operation, before);
            case ACQUIRE, RELEASE, LAPSE ->
                throw new IllegalArgumentException("an entry has no operation " + operation.verb());
        };
    }

    private @Nullable Entry increment(Operation operation, @Nullable String before) {
        try {
            long sum = before == null ? 0 : Long.parseLong(before);
            return become(
                    operation,
                    Long.toString(sum + Long.parseLong(operation.arguments().get(0))));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable Entry become(Operation operation, String value) {
        return answer(operation, value, entry(value));
    }

    private static @Nullable Entry change(Operation operation, boolean changes, Entry before, Entry after) {
        return answer(operation, String.valueOf(changes), changes ? after : before);
    }

    private static @Nullable Entry answer(Operation operation, @Nullable String answer, Entry after) {
        return operation.mayAnswer(answer) ? after : null;
    }

    private static boolean isArgument(Operation operation, @Nullable String value) {
        return operation.arguments().get(0).equals(value);
    }

    private Entry argument(Operation operation, int index) {
        return entry(operation.arguments().get(index));
    }

    private Entry entry(String value) {
        return seen.isBeginning(value) ? new Entry(value) : Entry.UNSEEN;
    }
}
