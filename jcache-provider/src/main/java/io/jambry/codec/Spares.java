// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Objects that are costly to make and serve one thread at a time: a few wait here for who needs one next. Not kept with
 * threads, which in a server outlive the application.
 *
 * <p>Thread-safe. Nobody waits: who finds none makes one, and who finds no place for it lets it go.
 *
 * @param <T> what is kept
 */
public final class Spares<T> {

    /** A power of two, and more than threads can be at work at once, since not every place is looked at. */
    private static final int PLACES =
            Math.max(4, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);

    private static final int MASK = PLACES - 1;
    private static final int PROBES = 4;

    private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES);
    private final Supplier<T> maker;
    private final Consumer<T> end;

    /**
     * Makes an empty store of spares.
     *
     * @param maker makes one
     * @param end frees what one holds outside the heap, when there is no place for it
     */
    public Spares(Supplier<T> maker, Consumer<T> end) {
        this.maker = requireNonNull(maker, "maker");
        this.end = requireNonNull(end, "end");
    }

    /** One that nobody else has, until it is given back or dropped. */
    public T take() {
        int place = home();
        for (int i = 0; i < PROBES; i++) {
            int at = (place + i) & MASK;
            if (places.getPlain(at) != null) {
                T spare = places.getAndSet(at, null);
                if (spare != null) {
                    return spare;
                }
            }
        }
        return maker.get();
    }

    /** Gives back what was taken, fit for the next one. */
    public void give(T spare) {
        int place = home();
        for (int i = 0; i < PROBES; i++) {
            int at = (place + i) & MASK;
            if (places.getPlain(at) == null && places.compareAndSet(at, null, spare)) {
                return;
            }
        }
        end.accept(spare);
    }

    /** Where a thread begins to look: neighbours in time rarely meet there. */
    private static int home() {
        long id = Thread.currentThread().getId();
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40) & MASK;
    }
}
