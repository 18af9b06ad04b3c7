// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one key, as its client saw it.
 *
 * @param process who asked: a thread of a JVM, which does one thing after the other
 * @param key the key
 * @param invoked when it was asked, in nanoseconds of the clock that all clients of a history share
 * @param returned when the client went on; says nothing about an operation of unknown outcome
 * @param verb what was asked for
 * @param arguments as many as the verb takes
 * @param outcome what the client knows
 * @param result what was answered; null without an answer
 */
public record Operation(
        String process,
        String key,
        long invoked,
        long returned,
        Verb verb,
        List<String> arguments,
        Outcome outcome,
        @Nullable String result) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Refuses an operation that could not have been. */
    public Operation {
        if (returned < invoked) {
            throw new IllegalArgumentException(verb + " of " + process + " returned before it was invoked");
        }
        if (arguments.size() != verb.arguments()) {
            throw new IllegalArgumentException(
                    verb + " takes " + verb.arguments() + " arguments, not " + arguments.size());
        }
        arguments = List.copyOf(arguments);
    }

    /** Whether the operation may have answered this; one of unknown outcome may have answered anything. */
    boolean mayAnswer(@Nullable String answer) {
        return outcome == Outcome.UNKNOWN || Objects.equals(result, answer);
    }

    /** Whether the answer says that nothing was changed, whatever the state was. */
    boolean changedNothing() {
        return outcome == Outcome.DONE
                && switch (verb) {
                    case GET, CONTAINS_KEY -> true;
                    case PUT_IF_ABSENT, REPLACE, REPLACE_IF_EQUAL, REMOVE, REMOVE_IF_EQUAL, RELEASE ->
                        "false".equals(result);
                    case GET_AND_REPLACE, GET_AND_REMOVE, ACQUIRE -> result == null;
                    case PUT, GET_AND_PUT, APPEND, INCREMENT, LAPSE -> false;
                };
    }

    /** One readable line, with times in milliseconds since a moment. */
    String describe(long since) {
        String answer = switch (outcome) {
            case DONE -> verb == Verb.PUT ? "" : " = " + result;
            case UNKNOWN -> " outcome unknown";
            case NOT_EXECUTED -> " not executed";
        };
        String end = outcome == Outcome.UNKNOWN ? "        …" : "%9.3f".formatted((returned - since) / NANOS_PER_MILLI);
        return "%9.3f ..%s ms  %-10s %s%s%s"
                .formatted((invoked - since) / NANOS_PER_MILLI, end, process, verb, arguments, answer);
    }
}
