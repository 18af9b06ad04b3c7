// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Guesses which locks others want, too: those that were not free when they were to be taken without a token, for some acquisitions from then on.
 * A wrong guess costs part of a round trip, so hashes stand for the locks. Thread-safe.
 */
final class Rivals {

    private static final int SLOTS = 1024;

    private static final int ACQUISITIONS = 16;

    /** For how many acquisitions to come others are expected. */
    private final AtomicIntegerArray left = new AtomicIntegerArray(SLOTS);

    /** Whether an acquisition that begins has to expect others. */
    boolean areExpected(Holdable.Id id) {
        int slot = slot(id);
        int acquisitions = left.get(slot);
        if (acquisitions > 0) {
            left.set(slot, acquisitions - 1);
        }
        return acquisitions > 0;
    }

    void wereMet(Holdable.Id id) {
        left.set(slot(id), ACQUISITIONS);
    }

    private static int slot(Holdable.Id id) {
        return Math.floorMod(id.hashCode(), SLOTS);
    }
}
