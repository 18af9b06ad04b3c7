// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.Recorder;
import io.jambry.sessions.promise.Shop;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.DefaultSessionIdManager;

/** An embedded Jetty 12. */
public final class JettyNode implements Container {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    public JettyNode(Consumer<ServletContextHandler> sessions) throws Exception {
        // ids without a suffix, for there is no stickiness
        this("", sessions);
    }

    JettyNode(String worker, Consumer<ServletContextHandler> sessions) throws Exception {
        DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
        ids.setWorkerName(worker);
        server.addBean(ids, true);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/app", ServletContextHandler.SESSIONS);
        context.getSessionHandler().setMaxInactiveInterval(MAX_INACTIVE_SECONDS);
        context.addEventListener(new Recorder());
        ServletHolder shop = new ServletHolder(new Shop());
        shop.setAsyncSupported(true);
        context.addServlet(shop, "/shop/*");
        sessions.accept(context);
        server.setHandler(context);
        server.start();
    }

    static JettyNode of(SessionSettings settings, Node server) throws Exception {
        return new JettyNode(
                context -> new JambrySessionFactory(server.manager(), settings).install(context.getSessionHandler()));
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
