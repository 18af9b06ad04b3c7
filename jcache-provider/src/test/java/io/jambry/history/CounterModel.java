// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import org.jspecify.annotations.Nullable;

/** A number that is 0 at first and never absent. */
public final class CounterModel implements Model<Long> {

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public @Nullable Long next(Long state, Operation operation) {
        return switch (operation.verb()) {
            case GET -> answer(operation, state.toString(), state);
            case PUT -> answer(operation, null, argument(operation, 0));
            case GET_AND_PUT -> answer(operation, state.toString(), argument(operation, 0));
            case INCREMENT -> {
                long sum = state + argument(operation, 0);
                yield answer(operation, Long.toString(sum), sum);
            }
            case REPLACE_IF_EQUAL -> {
                boolean equal = state == argument(operation, 0);
                yield answer(operation, String.valueOf(equal), equal ? argument(operation, 1) : state);
            }
            default -> throw new IllegalArgumentException("a counter has no operation " + operation.verb());
        };
    }

    private static @Nullable Long answer(Operation operation, @Nullable String answer, long after) {
        return operation.mayAnswer(answer) ? after : null;
    }

    private static long argument(Operation operation, int index) {
        return Long.parseLong(operation.arguments().get(index));
    }
}
