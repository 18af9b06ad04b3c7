// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * {@link CacheResult}: from the cache, or else an exception that is cached, or else the method. A null result is not stored, nor
 * an empty {@code Optional}; of a stage, what it completes with is.
 */
final class ResultMethod extends NearMethod {

    private final StandardMethod<CacheResult> method;
    private final @Nullable KnownFailures failures;
    private final Transactions transactions;
    private final boolean skipsGet;
    private final ResultShape shape;

    ResultMethod(StandardMethod<CacheResult> method, @Nullable KnownFailures failures, Transactions transactions) {
        super(method.targets(), method.keys(), transactions);
        this.method = method;
        this.failures = failures;
        this.transactions = transactions;
        this.skipsGet = method.annotation().skipGet();
        this.shape = ResultShape.of(method.details().getMethod());
    }

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = method.target(invocation);
        if (!method.targets().areResolved()) {
            lookNear(target, shape);
        }
        if (transactions.hasPutOff(target.cacheName())) {
            return invocation.proceed();
        }
        Object key = method.key(target, invocation);
        return Shaped.call(
                shape, target.results(), key, failures == null ? invocation : () -> run(invocation, failures));
    }

    private @Nullable Object run(Invocation invocation, KnownFailures known) throws Exception {
        if (!skipsGet) {
            Shaped.rethrow(known.find(invocation));
        }
        try {
            return remembering(invocation.proceed(), known, invocation);
        } catch (Exception | Error failure) {
            known.remember(invocation, failure);
            throw failure;
        }
    }

    /** A stage may fail when the method has long returned. */
    private @Nullable Object remembering(@Nullable Object result, KnownFailures known, Invocation invocation) {
        if (shape != ResultShape.STAGE) {
            return result;
        }
        CallScope scope = CallScope.current();
        return Shaped.stage(result).whenComplete((done, failure) -> {
            if (failure != null) {
                scope.run(() -> known.remember(invocation, Shaped.unwrapped(failure)));
            }
        });
    }
}
