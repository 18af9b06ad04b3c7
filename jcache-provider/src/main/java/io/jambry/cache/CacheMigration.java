// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static java.util.Objects.requireNonNull;

import io.jambry.Migration;
import io.jambry.MigrationResult;
import io.jambry.RunningMigration;
import java.util.function.Consumer;

/**
 * How a cache is to be migrated. Immutable.
 *
 * @param life whether the cache is still open
 * @param parts what it consists of
 * @param changes whether anything is changed
 * @param pace how fast
 * @param watcher hears of the figures so far
 */
record CacheMigration(
        CacheLife<?, ?> life,
        CacheParts<?, ?> parts,
        boolean changes,
        Pace pace,
        Consumer<? super MigrationResult> watcher)
        implements Migration {

    static Migration of(CacheLife<?, ?> life, CacheParts<?, ?> parts) {
        return new CacheMigration(life, parts, /* changes= */ true, Pace.UNLIMITED, soFar -> {});
    }

    @Override
    public Migration dryRun() {
        return new CacheMigration(life, parts, /* changes= */ false, pace, watcher);
    }

    @Override
    public Migration entriesPerSecond(int most) {
        return new CacheMigration(life, parts, changes, Pace.of(most), watcher);
    }

    @Override
    public Migration onProgress(Consumer<? super MigrationResult> hears) {
        return new CacheMigration(life, parts, changes, pace, requireNonNull(hears, "watcher"));
    }

    @Override
    public MigrationResult run() {
        life.requireOpen();
        return new MigrationRun(this).run();
    }

    @Override
    public RunningMigration start() {
        life.requireOpen();
        MigrationRun run = new MigrationRun(this);
        parts.background().execute(run::complete);
        return run;
    }
}
