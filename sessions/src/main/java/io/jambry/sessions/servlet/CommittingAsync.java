// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** An asynchronous request that says when it is about to be complete. As thread-safe as the container's. */
final class CommittingAsync implements AsyncContext {

    private final AsyncContext inner;
    private final BeforeCommit listener;

    CommittingAsync(AsyncContext inner, BeforeCommit listener) {
        this.inner = inner;
        this.listener = listener;
    }

    @Override
    public void complete() {
        try {
            listener.responseLeaves();
        } finally {
            inner.complete();
        }
    }

    @Override
    public ServletRequest getRequest() {
        return inner.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return inner.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return inner.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        inner.dispatch();
    }

    @Override
    public void dispatch(String path) {
        inner.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        inner.dispatch(context, path);
    }

    @Override
    public void start(Runnable run) {
        inner.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
        inner.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        inner.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return inner.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        inner.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
        return inner.getTimeout();
    }
}
