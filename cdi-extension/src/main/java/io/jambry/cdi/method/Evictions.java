// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.time.Duration;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Carries out evictions, and knows what to do about those that fail. Thread-safe. */
final class Evictions {

    private static final System.Logger LOG = System.getLogger("io.jambry.cdi");

    /** Long enough for a server that is restarted or fails over quickly, and about a second in all, since a caller waits. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(800));

    private final EvictFailure onFailure;

    Evictions(EvictFailure onFailure) {
        this.onFailure = onFailure;
    }

    /**
     * Evicts.
     *
     * @param method for which
     * @param from where, for messages, such as {@code cache 'books'}
     * @param eviction to be repeated without harm
     */
    void run(MethodFacts method, String from, Runnable eviction) {
        RuntimeException failed = attempt(eviction);
        if (failed == null) {
            return;
        }
        if (onFailure == EvictFailure.RETRY) {
            for (Duration pause : PAUSES) {
                if (!sleep(pause)) {
                    break;
                }
                RuntimeException again = attempt(eviction);
                if (again == null) {
                    return;
                }
                if (again != failed) {
                    again.addSuppressed(failed);
                }
                failed = again;
            }
        }
        report(method, from, failed);
    }

    private static @Nullable RuntimeException attempt(Runnable eviction) {
        try {
            eviction.run();
            return null;
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void report(MethodFacts method, String from, RuntimeException failed) {
        String message = method.shown() + ": evicting from " + from
                + " failed, so a stale value may stay there until it expires";
        if (onFailure == EvictFailure.LOG) {
            LOG.log(System.Logger.Level.WARNING, message, failed);
            return;
        }
        throw new CacheException(
                message + "; 'jambry.cdi.evict-failure' says what becomes of the call: throw, log or retry", failed);
    }
}
