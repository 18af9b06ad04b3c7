// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@link io.jambry.cdi.CacheUpdate}. */
record UpdateMethod(OwnMethod method, ResultShape shape) implements CachedMethod {

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = method.target();
        Object key = method.key(target, invocation);
        Object result = invocation.proceed();
        switch (shape) {
            case PLAIN -> target.results().update(key, result);
            case OPTIONAL -> target.results().update(key, Shaped.content(result));
            case STAGE -> {
                return updated(Shaped.stage(result), target, key);
            }
        }
        return result;
    }

    private static CompletionStage<@Nullable Object> updated(
            CompletionStage<@Nullable Object> stage, Target target, Object key) {
        CallScope scope = CallScope.current();
        return Shaped.uncancellable(stage.whenComplete((result, failure) -> {
            if (failure == null) {
                scope.run(() -> target.results().update(key, result));
            }
        }));
    }
}
