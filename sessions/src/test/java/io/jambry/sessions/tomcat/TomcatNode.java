// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.Recorder;
import io.jambry.sessions.promise.Shop;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.jspecify.annotations.Nullable;

/** An embedded Tomcat, 10.1 or 11 as the class path has it. */
public final class TomcatNode implements Container {

    private final Tomcat tomcat;
    private final JambryManager manager;
    private final @Nullable File base;
    private boolean closed;

    private TomcatNode(Tomcat tomcat, JambryManager manager, @Nullable File base) {
        this.tomcat = tomcat;
        this.manager = manager;
        this.base = base;
    }

    TomcatNode(JambryManager manager) throws IOException, LifecycleException {
        this(manager, context -> {});
    }

    private TomcatNode(JambryManager manager, Consumer<Context> login) throws IOException, LifecycleException {
        this(new Tomcat(), manager, Files.createTempDirectory("jambry-tomcat").toFile());
        tomcat.setBaseDir(base.getPath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("/app", base.getPath());
        context.setManager(manager);
        context.setSessionTimeout(MAX_INACTIVE_SECONDS / 60);
        context.addApplicationListener(Recorder.class.getName());
        Wrapper shop = Tomcat.addServlet(context, "shop", new Shop());
        shop.setAsyncSupported(true);
        shop.addMapping("/shop/*");
        tomcat.addUser("ada", "secret");
        tomcat.addRole("ada", "customer");
        tomcat.addUser("grace", "secret");
        tomcat.addRole("grace", "customer");
        login.accept(context);
        tomcat.start();
    }

    static TomcatNode of(SessionSettings settings, Node server) throws IOException, LifecycleException {
        return new TomcatNode(new JambryManager(server.manager(), settings));
    }

    /** Somebody else has started it, and stops it. */
    static TomcatNode started(Tomcat tomcat, JambryManager manager) {
        return new TomcatNode(tomcat, manager, null);
    }

    /** Everything in the shop is for customers, such as ada, whose password is secret. */
    static TomcatNode withFormLogin(JambryManager manager) throws IOException, LifecycleException {
        return new TomcatNode(manager, context -> {
            LoginConfig config = new LoginConfig("FORM", "shop", "/login", "/login");
            context.setLoginConfig(config);
            context.getPipeline().addValve(new FormAuthenticator());
            SecurityCollection shop = new SecurityCollection();
            shop.addPattern("/shop/*");
            SecurityConstraint customers = new SecurityConstraint();
            customers.addCollection(shop);
            customers.addAuthRole("customer");
            customers.setAuthConstraint(true);
            context.addConstraint(customers);
            context.addSecurityRole("customer");
            Tomcat.addServlet(context, "login", new LoginPage()).addMapping("/login");
        });
    }

    JambryManager manager() {
        return manager;
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            tomcat.stop();
            tomcat.destroy();
            if (base != null) {
                ExpandWar.delete(base);
            }
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class LoginPage extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().println("please log in");
        }
    }
}
