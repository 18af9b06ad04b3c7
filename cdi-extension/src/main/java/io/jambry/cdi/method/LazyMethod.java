// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A cached method whose result begins anew for each subscriber: so does everything that caching does about it, which sees a method
 * that returns a stage.
 */
record LazyMethod(LazyResults library, CachedMethod cached) implements CachedMethod {

    /** The cached method as its container is to call it. */
    static CachedMethod of(Method method, CachedMethod cached) {
        return LazyLibraries.of(method.getReturnType())
                .<CachedMethod>map(library -> new LazyMethod(library, cached))
                .orElse(cached);
    }

    @Override
    public Object call(Invocation invocation) {
        DeferredCall call = new DeferredCall(invocation);
        CallScope scope = CallScope.current();
        return library.deferred(subscriber -> begin(call.of(subscriber), scope));
    }

    private CompletionStage<@Nullable Object> begin(Invocation invocation, CallScope scope) {
        try {
            return Shaped.stage(scope.call(() -> cached.call(invocation)));
        } catch (Exception failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
