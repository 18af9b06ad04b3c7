// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.reactor;

import io.jambry.cdi.method.LazyResults;
import reactor.core.publisher.Mono;

/** Results of type {@link Mono}. One that ends without a value is one without a result. */
public final class MonoResults implements LazyResults {

    /** Made by {@link java.util.ServiceLoader}. */
    public MonoResults() {}

    @Override
    public Class<?> type() {
        return Mono.class;
    }

    @Override
    @SuppressWarnings("unchecked") // whatever its values are, they are objects
    public Object deferred(Beginning beginning) {
        return Mono.deferContextual(context -> Mono.fromCompletionStage(beginning.beginFor(
                returned -> ((Mono<Object>) returned).contextWrite(context).toFuture())));
    }
}
