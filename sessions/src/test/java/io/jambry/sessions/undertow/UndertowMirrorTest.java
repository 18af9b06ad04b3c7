// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.jambry.sessions.Node;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.MirrorPromises;
import io.jambry.sessions.servlet.MirrorFilter;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ServletSessionConfig;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import java.util.UUID;

class UndertowMirrorTest extends MirrorPromises {

    @Override
    protected Container start(SessionSettings sessions, Node server) throws Exception {
        return new UndertowNode(info -> mirrored(info, sessions, server));
    }

    static DeploymentInfo mirrored(DeploymentInfo info, SessionSettings sessions, Node server) {
        MirrorFilter filter = new MirrorFilter(OpenSessions.lent(server.manager(), sessions));
        return info.setServletSessionConfig(new ServletSessionConfig()
                        .setName("NODE" + UUID.randomUUID().toString().substring(0, 8)))
                .addFilter(Servlets.filter("sessions", MirrorFilter.class, new ImmediateInstanceFactory<>(filter))
                        .setAsyncSupported(true))
                .addFilterUrlMapping("sessions", "/*", DispatcherType.REQUEST)
                .addFilterUrlMapping("sessions", "/*", DispatcherType.ERROR)
                .addFilterUrlMapping("sessions", "/*", DispatcherType.ASYNC);
    }
}
