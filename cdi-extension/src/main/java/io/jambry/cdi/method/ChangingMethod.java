// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A method with a change of its cache before or after it: {@code afterInvocation}, and for which failures, of the standard annotations.
 * Of a method that returns a stage, after is when the stage is done. After a method that has succeeded, it waits for the commit of the transaction; what
 * is to be done after a failure is done at once, since that most often ends in a rollback.
 */
final class ChangingMethod implements CachedMethod {

    private final Preparation preparation;
    private final boolean after;
    private final FailureRule rule;
    private final AfterCommit afterCommit;

    /** Makes a change of a cache. What it needs of the arguments is taken before the method runs. */
    @FunctionalInterface
    interface Preparation {

        Change of(Invocation invocation);
    }

    ChangingMethod(Preparation preparation, boolean after, FailureRule rule, AfterCommit afterCommit) {
        this.preparation = preparation;
        this.after = after;
        this.rule = rule;
        this.afterCommit = afterCommit;
    }

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Change prepared = preparation.of(invocation);
        if (!after) {
            prepared.run();
            return invocation.proceed();
        }
        Object result;
        try {
            result = invocation.proceed();
        } catch (Exception | Error failure) {
            changeAfter(failure, prepared);
            throw failure;
        }
        if (result instanceof CompletionStage<?> stage) {
            return changeAfter(stage, prepared);
        }
        afterCommit.run(prepared);
        return result;
    }

    private <T> CompletionStage<T> changeAfter(CompletionStage<T> stage, Change prepared) {
        CallScope scope = CallScope.current();
        return Shaped.uncancellable(stage.whenComplete((result, failure) -> {
            if (failure == null) {
                scope.run(() -> afterCommit.run(prepared));
            } else {
                scope.run(() -> changeAfter(Shaped.unwrapped(failure), prepared));
            }
        }));
    }

    private void changeAfter(Throwable failure, Change prepared) {
        if (!rule.concerns(failure)) {
            return;
        }
        try {
            prepared.run();
        } catch (RuntimeException unchanged) {
            failure.addSuppressed(unchanged);
        }
    }
}
