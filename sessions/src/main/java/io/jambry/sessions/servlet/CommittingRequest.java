// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The request beside a {@link CommittingResponse}. When it becomes asynchronous the response keeps saying when it leaves, also at the end.
 * Used as the request is: by one thread at a time.
 */
public class CommittingRequest extends HttpServletRequestWrapper {

    private final ServletResponse response;
    private final BeforeCommit listener;
    private @Nullable AsyncContext async;

    /**
     * A request.
     *
     * @param request where everything comes from
     * @param response what the application answers with, unless it says otherwise
     * @param listener hears of it before an asynchronous response ends
     */
    public CommittingRequest(HttpServletRequest request, ServletResponse response, BeforeCommit listener) {
        super(request);
        this.response = requireNonNull(response, "response");
        this.listener = requireNonNull(listener, "listener");
    }

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest other, ServletResponse answer) {
        AsyncContext started = new CommittingAsync(super.startAsync(other, answer), listener);
        async = started;
        return started;
    }

    @Override
    public AsyncContext getAsyncContext() {
        AsyncContext inner = super.getAsyncContext();
        return async == null ? inner : async;
    }
}
