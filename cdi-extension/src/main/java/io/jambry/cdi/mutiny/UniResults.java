// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.mutiny;

import io.jambry.cdi.method.LazyResults;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Results of type {@link Uni}. */
public final class UniResults implements LazyResults {

    /** Made by {@link java.util.ServiceLoader}. */
    public UniResults() {}

    @Override
    public Class<?> type() {
        return Uni.class;
    }

    @Override
    @SuppressWarnings("unchecked") // whatever its items are, they are objects
    public Object deferred(Beginning beginning) {
        return Uni.createFrom()
                .context(context -> Uni.createFrom()
                        .completionStage(beginning.beginFor(returned ->
                                ((Uni<@Nullable Object>) returned).subscribe().asCompletionStage(context))));
    }
}
