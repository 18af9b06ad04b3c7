// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.WriteQueueFullException;
import io.jambry.behind.Intake;
import io.jambry.cache.Plan.Through;
import io.jambry.spi.WriteQueue.QueuedWrite;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Queues changes for the writer, in the form in which the store has them. Thread-safe. */
final class QueuedWrites<K, V> implements Writes<K, V> {

    private final Intake intake;

    QueuedWrites(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void tell(Attempt<K, V, ?> attempt) {
        if (attempt.planned().through() != Through.NOTHING
                && !intake.offer(List.of(write(attempt))).isEmpty()) {
            throw intake.full(1);
        }
    }

    @Override
    public @Nullable WriteQueueFullException tellAll(List<Attempt<K, V, ?>> attempts) {
        List<QueuedWrite> writes = new ArrayList<>(attempts.size());
        IdentityHashMap<QueuedWrite, Attempt<K, V, ?>> sources = new IdentityHashMap<>();
        for (Attempt<K, V, ?> attempt : attempts) {
            if (attempt.planned().through() != Through.NOTHING) {
                QueuedWrite write = write(attempt);
                writes.add(write);
                sources.put(write, attempt);
            }
        }
        if (writes.isEmpty()) {
            return null;
        }
        List<QueuedWrite> refused = intake.offer(writes);
        refused.forEach(write -> attempts.remove(sources.get(write)));
        return refused.isEmpty() ? null : intake.full(refused.size());
    }

    private static QueuedWrite write(Attempt<?, ?, ?> attempt) {
        Plan<?, ?> plan = attempt.planned();
        return new QueuedWrite(
                attempt.bytes, plan.through() == Through.WRITE ? Objects.requireNonNull(plan.value()) : null);
    }
}
