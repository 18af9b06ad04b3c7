// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Commits what was changed after a request had left its first thread. It names no class of Tomcat, for WildFly looks at each listener
 * that it finds in a WAR. Thread-safe.
 */
public final class AtTheEnd implements AsyncListener {

    private final Runnable commit;

    /**
     * A listener.
     *
     * @param commit called when the request is complete; must not throw
     */
    public AtTheEnd(Runnable commit) {
        this.commit = requireNonNull(commit, "commit");
    }

    @Override
    public void onComplete(AsyncEvent event) {
        commit.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
