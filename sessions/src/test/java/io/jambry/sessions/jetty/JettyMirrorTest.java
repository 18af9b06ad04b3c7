// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.Node;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.MirrorPromises;
import io.jambry.sessions.servlet.MirrorFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

class JettyMirrorTest extends MirrorPromises {

    @Override
    protected Container start(SessionSettings sessions, Node server) throws Exception {
        return new JettyNode(context -> mirror(context, sessions, server));
    }

    static void mirror(ServletContextHandler context, SessionSettings sessions, Node server) {
        MirrorFilter.nameOwnCookie(context.getServletContext());
        FilterHolder filter = new FilterHolder(new MirrorFilter(OpenSessions.lent(server.manager(), sessions)));
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC));
    }
}
