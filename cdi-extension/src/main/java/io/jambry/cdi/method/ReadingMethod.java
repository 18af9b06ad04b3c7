// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import org.jspecify.annotations.Nullable;

/** What reads from a cache that it has at hand: a hit waits at each object that it is led through on its way there. */
abstract class ReadingMethod implements CachedMethod {

    private final Targets targets;
    private volatile @Nullable Target last;

    ReadingMethod(Targets targets) {
        this.targets = targets;
    }

    /** The cache that has the name now. */
    final Target named() {
        Target known = last;
        return known == null || known.cache().isClosed() ? find() : known;
    }

    private Target find() {
        Target found = targets.named();
        last = found;
        return found;
    }
}
