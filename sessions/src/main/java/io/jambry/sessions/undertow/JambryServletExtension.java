// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import static java.util.Objects.requireNonNull;

import io.jambry.sessions.OpenSessions;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;
import java.util.function.Supplier;

/**
 * Keeps the sessions of a deployment in Undertow or WildFly on Redis or Valkey. It is found by itself in the jars of a deployment, and does
 * nothing unless the deployment has one of the context parameters {@code jambry.url}, {@code jambry.config} and
 * {@code jambry-sessions.application}. An embedded Undertow calls {@link #install}.
 */
public final class JambryServletExtension implements ServletExtension {

    private static final String[] SWITCHES = {"jambry.url", "jambry.config", "jambry-sessions.application"};

    /** Called by the service loader. */
    public JambryServletExtension() {}

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        for (String parameter : SWITCHES) {
            if (context.getInitParameter(parameter) != null) {
                install(
                        deployment,
                        () -> OpenSessions.open(
                                deployment.getHostName() + deployment.getContextPath(),
                                deployment.getClassLoader(),
                                context::getInitParameter));
                return;
            }
        }
    }

    /**
     * Lets a deployment have its sessions on the server.
     *
     * @param deployment what is about to be deployed
     * @param sessions opens them when the deployment starts; they are closed when it stops
     */
    public static void install(DeploymentInfo deployment, Supplier<OpenSessions> sessions) {
        requireNonNull(sessions, "sessions");
        deployment.setSessionManagerFactory(
                started -> new UndertowSessions(started.getDeploymentInfo().getDeploymentName(), sessions));
        boolean nobodyLogsIn = deployment.getLoginConfig() == null && deployment.getIdentityManager() == null;
        deployment.addOuterHandlerChainWrapper(next -> UndertowSessions.around(next, nobodyLogsIn));
        deployment.addInnerHandlerChainWrapper(UndertowSessions::inside);
    }
}
