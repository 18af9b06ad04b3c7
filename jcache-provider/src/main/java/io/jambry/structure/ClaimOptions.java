// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of entries that a consumer claims. Immutable. */
public final class ClaimOptions {

    private final @Nullable Duration idle;
    private final @Nullable Long deliveries;
    private final boolean force;
    private final boolean idsOnly;

    private ClaimOptions(@Nullable Duration idle, @Nullable Long deliveries, boolean force, boolean idsOnly) {
        this.idle = idle;
        this.deliveries = deliveries;
        this.force = force;
        this.idsOnly = idsOnly;
    }

    /**
     * Delivered now, and once more than before.
     *
     * @return the options
     */
    public static ClaimOptions plain() {
        return new ClaimOptions(null, null, /* force= */ false, /* idsOnly= */ false);
    }

    /**
     * The same, as if they had been delivered a time ago.
     *
     * @param ago not negative
     * @return the options: {@code IDLE}
     * @throws IllegalArgumentException if it is negative
     */
    public ClaimOptions delivered(Duration ago) {
        Ranges.notNegative("ago", ago.toMillis());
        return new ClaimOptions(ago, deliveries, force, idsOnly);
    }

    /**
     * The same, as if they had been delivered so often.
     *
     * @param times not negative
     * @return the options: {@code RETRYCOUNT}
     * @throws IllegalArgumentException if it is negative
     */
    public ClaimOptions deliveries(long times) {
        return new ClaimOptions(idle, Ranges.notNegative("times", times), force, idsOnly);
    }

    /**
     * The same, also for what is not pending.
     *
     * @return the options: {@code FORCE}
     */
    public ClaimOptions evenIfNotPending() {
        return new ClaimOptions(idle, deliveries, /* force= */ true, idsOnly);
    }

    /** Without entries in the reply, and without counting a delivery. */
    ClaimOptions idsOnly() {
        return new ClaimOptions(idle, deliveries, force, /* idsOnly= */ true);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (idle != null) {
            words.add("IDLE");
            words.add(Long.toString(idle.toMillis()));
        }
        if (deliveries != null) {
            words.add("RETRYCOUNT");
            words.add(deliveries.toString());
        }
        if (force) {
            words.add("FORCE");
        }
        if (idsOnly) {
            words.add("JUSTID");
        }
        return words;
    }
}
