// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Commits what was changed after a request had left its first thread. It names no class of Tomcat, for WildFly looks at each listener
 * that it finds in a WAR. Thread-safe.
 */
final class AtTheEnd implements AsyncListener {

    private final Runnable commit;

    AtTheEnd(Runnable commit) {
        this.commit = commit;
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
