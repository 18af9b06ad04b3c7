// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.sessions.servlet.NodeCookieListener;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import org.junit.jupiter.api.Test;

class NodeCookieListenerTest {

    @Test
    void cookieOfTheContainer_hasAnotherNameOnEachNode() {
        assertThat(cookie()).isNotEqualTo("JSESSIONID").isNotEqualTo(cookie());
    }

    private static String cookie() {
        DeploymentManager node = Servlets.newContainer()
                .addDeployment(Servlets.deployment()
                        .setClassLoader(NodeCookieListenerTest.class.getClassLoader())
                        .setContextPath("/app")
                        .setDeploymentName("app")
                        .addListener(Servlets.listener(NodeCookieListener.class)));
        node.deploy();
        try {
            return node.getDeployment()
                    .getServletContext()
                    .getSessionCookieConfig()
                    .getName();
        } finally {
            node.undeploy();
        }
    }
}
