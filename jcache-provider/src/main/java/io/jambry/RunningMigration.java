// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.concurrent.CompletionStage;

/** A migration under way. Thread-safe. */
public interface RunningMigration {

    /**
     * What it has done so far.
     *
     * @return a snapshot
     */
    MigrationResult soFar();

    /** Ends it after the entries that it is at. Another one goes on from what is left. Does not wait. */
    void stop();

    /**
     * How it ends.
     *
     * @return done with the figures, also when it was stopped or the cache was closed, which {@link MigrationResult#complete} tells; or
     *     with what {@link Migration#run} throws
     */
    CompletionStage<MigrationResult> result();
}
