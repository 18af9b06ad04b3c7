// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.method.LazyResults.Subscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call that is made when somebody subscribes to its result. It is made once, however many subscribe: as without caching, all of
 * them subscribe to what the method returned.
 *
 * <p>Thread-safe.
 */
final class DeferredCall {

    private final Invocation invocation;
    private final @Nullable Object[] arguments;

    /** Guarded by this. */
    private boolean made;

    /** Guarded by this. */
    private @Nullable Object returned;

    DeferredCall(Invocation invocation) {
        this.invocation = invocation;
        this.arguments = invocation.arguments().clone();
    }

    /** The call as one subscriber sees it: it returns a stage. */
    Invocation of(Subscriber subscriber) {
        return new Subscribed(subscriber);
    }

    // the chain of interceptors is not for two threads at once, and some containers go through it only once
    private synchronized @Nullable Object returned() throws Exception {
        if (!made) {
            returned = invocation.proceed();
            made = true;
        }
        return returned;
    }

    private final class Subscribed implements Invocation {

        private final Subscriber subscriber;

        Subscribed(Subscriber subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public Object target() {
            return invocation.target();
        }

        @Override
        public @Nullable Object[] arguments() {
            return arguments;
        }

        @Override
        public Object proceed() throws Exception {
            return subscribed(returned());
        }

        @Override
        public Object proceedWith(@Nullable Object[] others) throws Exception {
            return subscribed(invocation.proceedWith(others));
        }

        private CompletionStage<@Nullable Object> subscribed(@Nullable Object result) {
            return result == null ? CompletableFuture.completedFuture(null) : subscriber.subscribeTo(result);
        }
    }
}
