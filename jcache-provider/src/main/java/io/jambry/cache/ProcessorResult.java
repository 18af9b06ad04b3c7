// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** What a processor returned or threw. */
record ProcessorResult<T>(@Nullable T value, @Nullable RuntimeException failure) implements EntryProcessorResult<T> {

    @Override
    public @Nullable T get() {
        if (failure == null) {
            return value;
        }
        if (failure instanceof EntryProcessorException exception) {
            throw exception;
        }
        throw new EntryProcessorException(failure);
    }
}
