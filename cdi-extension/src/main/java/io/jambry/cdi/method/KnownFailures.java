// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.CacheMode;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The exceptions of a method that are cached: {@code exceptionCacheName} of {@link CacheResult}. */
final class KnownFailures {

    private final StandardMethod<CacheResult> method;
    private final FailureRule rule;

    KnownFailures(StandardMethod<CacheResult> method) {
        this.method = method;
        this.rule = new FailureRule(
                /* whenNothingIsListed= */ true,
                method.annotation().cachedExceptions(),
                method.annotation().nonCachedExceptions());
    }

    @Nullable
    Throwable find(Invocation invocation) throws Exception {
        Target target = method.target(invocation);
        Object known = target.results().mode(CacheMode.READ_ONLY).get(method.key(target, invocation), () -> null);
        return known instanceof Throwable failure ? failure : null;
    }

    void remember(Invocation invocation, Throwable failure) {
        if (rule.concerns(failure)) {
            Target target = method.target(invocation);
            target.results().update(method.key(target, invocation), failure);
        }
    }
}
