// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.JambryException;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operation in a {@link Batch}, once the batch has been executed. Thread-safe.
 *
 * @param <T> the type of the result
 */
public final class Pending<T extends @Nullable Object> {

    private final Operation<T> operation;
    private volatile @Nullable Object reply;
    private volatile boolean done;

    Pending(Operation<T> operation) {
        this.operation = operation;
    }

    /**
     * The result.
     *
     * @return what the operation answered
     * @throws IllegalStateException if the batch has not been executed
     * @throws JambryException if this operation failed, as from {@link Operation#call}
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // a reply to the command is what the command's builder made
    public T get() {
        if (!done) {
            throw new IllegalStateException("the batch has not been executed; execute it before asking for results");
        }
        if (reply instanceof JambryException e) {
            throw operation.link().named(e);
        }
        return (T) reply;
    }

    Operation<T> operation() {
        return operation;
    }

    void complete(@Nullable Object result) {
        reply = result;
        done = true;
    }
}
