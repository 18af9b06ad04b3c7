// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.FunctionCache;
import org.jspecify.annotations.Nullable;

/**
 * A cached method that finds near what is kept near, where its only argument is the key as it is. It does so before all else: then nothing is made
 * for the call, and the result is led through few objects; on a way of some dozen nanoseconds each of them shows.
 */
public abstract class NearMethod implements CachedMethod {

    private final Transactions transactions;
    private final Keys keys;
    private final String cacheName;
    private final int position;

    /** Where results may be near; null where they are not looked for in this way. */
    private volatile @Nullable FunctionCache<Object, Object> near;

    NearMethod(Targets targets, Keys keys, Transactions transactions) {
        this.transactions = transactions;
        this.keys = keys;
        this.cacheName = targets.cacheName();
        this.position = keys.firstPosition();
    }

    /**
     * The result of a call if it is at hand.
     *
     * @param arguments those of the call
     * @return null if it is to be called
     */
    public final @Nullable Object atHand(@Nullable Object[] arguments) {
        FunctionCache<Object, Object> results = near;
        Object key = results == null || transactions.hasPutOff(cacheName) ? null : arguments[position];
        return results == null || key == null ? null : results.getNear(key);
    }

    /** Has calls look near from now on, if those of the method can. The target is the one of all its calls, until it is closed. */
    final void lookNear(Target target, ResultShape shape) {
        FunctionCache<Object, Object> results =
                shape == ResultShape.PLAIN && keys.takeArgument(target) ? target.results() : null;
        if (near != results) {
            near = results;
        }
    }
}
