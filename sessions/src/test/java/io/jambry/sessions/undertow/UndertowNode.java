// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.jambry.sessions.Node;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.Recorder;
import io.jambry.sessions.promise.Shop;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** An embedded Undertow. */
public final class UndertowNode implements Container {

    private final DeploymentManager deployment;
    private final Undertow undertow;
    private boolean closed;

    public UndertowNode(UnaryOperator<DeploymentInfo> sessions) throws ServletException {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowNode.class.getClassLoader())
                .setContextPath("/app")
                .setDeploymentName("app-" + UUID.randomUUID())
                .setDefaultSessionTimeout(MAX_INACTIVE_SECONDS)
                .addListener(Servlets.listener(Recorder.class))
                .addServlet(Servlets.servlet("shop", Shop.class)
                        .addMapping("/shop/*")
                        .setAsyncSupported(true));
        deployment = Servlets.newContainer().addDeployment(sessions.apply(info));
        deployment.deploy();
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.path().addPrefixPath("/app", deployment.start()))
                .build();
        undertow.start();
    }

    static UndertowNode of(SessionSettings settings, Node server) throws ServletException {
        return new UndertowNode(info -> {
            JambryServletExtension.install(info, () -> OpenSessions.lent(server.manager(), settings));
            return info;
        });
    }

    @Override
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        undertow.stop();
        if (deployment.getState() == DeploymentManager.State.STARTED) {
            try {
                deployment.stop();
            } catch (ServletException e) {
                throw new IllegalStateException(e);
            }
            deployment.undeploy();
        }
    }
}
