// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import javax.cache.Cache;
import javax.cache.CacheException;

/** Carries out evictions, and knows what to do about those that fail. Thread-safe. */
final class Evictions {

    private static final System.Logger LOG = System.getLogger("io.jambry.cdi");
    private static final int RETRIES = 2;

    private final EvictFailure onFailure;

    Evictions(EvictFailure onFailure) {
        this.onFailure = onFailure;
    }

    void run(MethodFacts method, Cache<?, ?> cache, Runnable eviction) {
        int retries = onFailure == EvictFailure.RETRY ? RETRIES : 0;
        while (true) {
            try {
                eviction.run();
                return;
            } catch (RuntimeException failed) {
                if (retries == 0) {
                    report(method, cache, failed);
                    return;
                }
                retries--;
            }
        }
    }

    private void report(MethodFacts method, Cache<?, ?> cache, RuntimeException failed) {
        String message = method.shown() + ": evicting from cache '" + cache.getName()
                + "' failed, so a stale value may stay there until it expires";
        if (onFailure == EvictFailure.LOG) {
            LOG.log(System.Logger.Level.WARNING, message, failed);
            return;
        }
        throw new CacheException(
                message + "; 'jambry.cdi.evict-failure' says what becomes of the call: throw, log or retry", failed);
    }
}
