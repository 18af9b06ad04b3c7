// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thing used by one client at a time: what each operation does to it and answers.
 *
 * <p>An operation that answered, wherever it is possible, leaves every state as it is or makes the same of all: the answer tells
 * all that matters of the state before.
 *
 * @param <S> the states; equal states are the same state
 */
public interface Model<S> {

    /**
     * The same model, which may take states for one that the operations of a key cannot tell apart.
     *
     * @param operations all operations of the key
     * @return a model
     */
    default Model<S> observedBy(Collection<Operation> operations) {
        return this;
    }

    /**
     * The state before the first operation.
     *
     * @return the state
     */
    S initial();

    /**
     * The state after an operation.
     *
     * @param state the state before
     * @param operation an operation which was executed, or may have been
     * @return the state, or null if the operation would not have answered so
     * @throws IllegalArgumentException if the thing has no such operation
     */
    @Nullable
    S next(S state, Operation operation);

    /**
     * What an operation does, whatever it answers.
     *
     * @param operation an operation of unknown outcome
     * @return something equal only for operations which do the same to every state
     */
    default Object effect(Operation operation) {
        return List.of(operation.verb(), operation.arguments());
    }
}
