// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A type of results that begin anew for each subscriber, out of a library that need not be there.
 *
 * <p>Found by {@link java.util.ServiceLoader}, and so made also where the library is missing: until {@link #type} has told that it is
 * there, nothing of it is needed. Thread-safe.
 */
public interface LazyResults {

    /** The type that methods declare to return. Fails with a {@link LinkageError} where the library is missing. */
    Class<?> type();

    /** A result of this type that begins for each subscriber, and does nothing before. */
    Object deferred(Beginning beginning);

    /** Begins what one subscriber waits for. */
    @FunctionalInterface
    interface Beginning {

        CompletionStage<@Nullable Object> beginFor(Subscriber subscriber);
    }

    /** Who waits for a result. */
    @FunctionalInterface
    interface Subscriber {

        /** Subscribes to what a method has returned, in the context of this subscriber. */
        CompletionStage<@Nullable Object> subscribeTo(Object returned);
    }
}
