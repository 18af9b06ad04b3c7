// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.function.Consumer;

/**
 * Brings the stored values of a cache into the form that it writes now, while it is used: after its codec, its compression or its
 * encryption key has changed. Obtained by {@link JambryCache#migration()}, told how to go about it by methods that return a changed copy,
 * and begun by {@link #run} or {@link #start}.
 *
 * <p>It walks over the entries. A value whose header says that it has the form of now is only looked at. Any other is replaced by
 * comparing with its exact bytes: what somebody wrote meanwhile stays, and a time to live stays as it is. There are no events, no
 * statistics and no calls of writers. Entries that are written in the old form behind its back are not found: so first all JVMs write
 * the new one, then it runs. What it has done is done: after a crash, or {@link RunningMigration#stop}, another one looks at all
 * entries again and changes what is left. Several at a time do no harm.
 *
 * <p>Immutable.
 */
public interface Migration {

    /**
     * The same, but changing nothing: it decodes and encodes what it would rewrite, so that {@link MigrationResult} shows what cannot be
     * read or written.
     *
     * @return a migration
     */
    Migration dryRun();

    /**
     * The same with a limit to how many entries are looked at.
     *
     * @param most entries per second on average, from 1 up; without, it goes as fast as it can
     * @return a migration
     * @throws IllegalArgumentException if it is less than 1
     */
    Migration entriesPerSecond(int most);

    /**
     * The same with somebody who watches.
     *
     * @param watcher hears of the figures so far after each page of entries, in the thread of the migration; what it throws ends the
     *     migration
     * @return a migration
     */
    Migration onProgress(Consumer<? super MigrationResult> watcher);

    /**
     * Migrates in the calling thread. Ends early when the thread is interrupted, which stays, or the cache is closed.
     *
     * @return what it has done
     * @throws NotExecutedException if the server cannot be asked, even after a while; what was done before stays
     * @throws OutcomeUnknownException likewise
     * @throws IllegalStateException if the cache is closed
     */
    MigrationResult run();

    /**
     * Migrates in the background, in a thread of the manager's.
     *
     * @return the migration under way
     * @throws IllegalStateException if the cache is closed
     */
    RunningMigration start();
}
