// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link io.jambry.cdi.CacheUpdate}. */
record UpdateMethod(OwnMethod method, ResultShape shape, TagTemplates tags, AfterCommit afterCommit)
        implements CachedMethod {

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = method.target();
        Object key = method.key(target, invocation);
        Consumer<@Nullable Object> update =
                tags.on(target.results(), invocation.arguments()).updater(key);
        Consumer<@Nullable Object> store = result -> afterCommit.run(new Change(
                target.cacheName(),
                () -> update.accept(result),
                () -> target.results().update(key, null)));
        Object result = invocation.proceed();
        switch (shape) {
            case PLAIN -> store.accept(result);
            case OPTIONAL -> store.accept(Shaped.content(result));
            case STAGE -> {
                return updated(Shaped.stage(result), store);
            }
        }
        return result;
    }

    private static CompletionStage<@Nullable Object> updated(
            CompletionStage<@Nullable Object> stage, Consumer<@Nullable Object> store) {
        CallScope scope = CallScope.current();
        return Shaped.uncancellable(stage.whenComplete((result, failure) -> {
            if (failure == null) {
                scope.run(() -> store.accept(result));
            }
        }));
    }
}
