// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import org.jspecify.annotations.Nullable;

/**
 * A thing used by one client at a time: what each operation does to it and answers.
 *
 * @param <S> the states; equal states are the same state
 */
public interface Model<S> {

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
}
