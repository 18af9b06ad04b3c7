// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a node does. Thread-safe. */
final class Counting {

    final LongAdder created = new LongAdder();
    final LongAdder loaded = new LongAdder();
    final LongAdder same = new LongAdder();
    final LongAdder missing = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder unchanged = new LongAdder();
    final LongAdder gone = new LongAdder();
    final LongAdder invalidated = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder undecodable = new LongAdder();
    final LongAdder unencodable = new LongAdder();

    SessionCounters sums() {
        return new SessionCounters(
                created.sum(),
                loaded.sum(),
                same.sum(),
                missing.sum(),
                refused.sum(),
                commits.sum(),
                unchanged.sum(),
                gone.sum(),
                invalidated.sum(),
                expired.sum(),
                undecodable.sum(),
                unencodable.sum());
    }
}
