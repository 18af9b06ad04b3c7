// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The loads that run in the background, so that closing the cache can wait for them: a loader is closed when nobody uses it
 * any more.
 *
 * <p>Thread-safe.
 */
final class PendingLoads {

    private final Set<CompletableFuture<Void>> running = ConcurrentHashMap.newKeySet();

    /** A load begins; it ends when the future is completed. */
    CompletableFuture<Void> begin() {
        CompletableFuture<Void> load = new CompletableFuture<>();
        running.add(load);
        return load;
    }

    void end(CompletableFuture<Void> load) {
        running.remove(load);
        load.complete(null);
    }

    /** Waits until no load runs, at most for a while. */
    void await(Duration limit) {
        CompletableFuture<Void> all = CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new));
        try {
            all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.getLogger(PendingLoads.class.getName())
                    .log(System.Logger.Level.WARNING, "a load still runs while its cache is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
