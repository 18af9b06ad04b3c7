// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.behind;

import io.jambry.spi.WriteQueue.Taken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out writes in the system of record. Never throws for a write that fails. */
public interface Delivery {

    /**
     * Carries out several writes in as few calls as possible.
     *
     * @param writes the writes, no two of one key
     * @return for each null, or what failed
     */
    List<@Nullable Throwable> together(List<Taken> writes);

    /**
     * Carries out one write by itself.
     *
     * @param write the write
     * @return null, or what failed
     */
    @Nullable
    Throwable alone(Taken write);
}
