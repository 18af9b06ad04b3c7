// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Calls {@link MirrorFilter#nameOwnCookie} when an application starts, for those that name filter and listener in {@code web.xml}.
 * Thread-safe.
 */
public final class NodeCookieListener implements ServletContextListener {

    /** Called by the container. */
    public NodeCookieListener() {}

    @Override
    public void contextInitialized(ServletContextEvent started) {
        MirrorFilter.nameOwnCookie(started.getServletContext());
    }
}
