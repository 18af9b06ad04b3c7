// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How a cached function uses its cache: for all calls of a {@link FunctionCache} by {@link FunctionCache#mode}, or for all calls
 * that a thread makes meanwhile by {@link #during}.
 */
public enum CacheMode {
    /** Reads the cache, and stores what it did not find. */
    NORMAL(true, true),

    /** Runs the function, and leaves the cache alone. */
    BYPASS(false, false),

    /** Reads the cache, and stores nothing. */
    READ_ONLY(true, false),

    /** Runs the function, and stores its result; callers do not wait for each other. */
    WRITE_ONLY(false, true),

    /** As {@link #WRITE_ONLY}, but of several callers one runs the function, as its {@link CacheLock} says. */
    REFRESH(false, true);

    private static final ThreadLocal<@Nullable CacheMode> CURRENT = new ThreadLocal<>();

    /** In how many scopes threads are at the moment: while there are none, no thread need look for its own. */
    private static final AtomicInteger SCOPES = new AtomicInteger();

    private final boolean reads;
    private final boolean writes;

    CacheMode(boolean reads, boolean writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /**
     * Calls something, in which all cached functions that this thread calls work in this mode. It goes before the mode of a
     * {@link FunctionCache}, and ends with the call. Results that come later are treated as in the scope; other threads are not
     * concerned, see {@link #ofScope}.
     *
     * @param call what to call
     * @param <T> the type of its result
     * @return its result
     * @throws Exception what it throws
     */
    public <T extends @Nullable Object> T during(Callable<T> call) throws Exception {
        CacheMode outer = CURRENT.get();
        SCOPES.incrementAndGet();
        CURRENT.set(this);
        try {
            return call.call();
        } finally {
            SCOPES.decrementAndGet();
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * The mode of the scope that the caller is in: to be taken along by work that another thread does for it.
     *
     * @return empty outside of any scope
     */
    public static Optional<CacheMode> ofScope() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The mode of the scope that the caller is in, or else this one. */
    CacheMode unlessInScope() {
        CacheMode scope = SCOPES.get() == 0 ? null : CURRENT.get();
        return scope == null ? this : scope;
    }

    /** Tells whether any thread is in a scope. */
    static boolean isAnyInScope() {
        return SCOPES.get() != 0;
    }

    boolean reads() {
        return reads;
    }

    boolean writes() {
        return writes;
    }

    boolean shares() {
        return this == NORMAL || this == REFRESH;
    }
}
