// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;

/** Knows which request each thread works on, within one context. Thread-safe. */
final class CurrentRequest implements ContextHandler.ContextScopeListener {

    /** One for each context, since a request may go through several. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

    /** The request of this thread; null if it works on none, as far as Jetty says. */
    @Nullable
    Request get() {
        Scope scope = current.get();
        return scope == null ? null : scope.request();
    }

    @Override
    public void enterScope(Context context, @Nullable Request request) {
        current.set(new Scope(request, current.get()));
    }

    @Override
    public void exitScope(Context context, @Nullable Request request) {
        Scope scope = current.get();
        if (scope == null || scope.outer() == null) {
            current.remove();
        } else {
            current.set(scope.outer());
        }
    }

    private record Scope(
            @Nullable Request request, @Nullable Scope outer) {}
}
