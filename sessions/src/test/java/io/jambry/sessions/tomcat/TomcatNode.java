// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.Recorder;
import io.jambry.sessions.promise.Shop;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat, 10.1 or 11 as the class path has it. */
public final class TomcatNode implements Container {

    private final Tomcat tomcat = new Tomcat();
    private final JambryManager manager;
    private boolean closed;

    TomcatNode(JambryManager manager) throws IOException, LifecycleException {
        this.manager = manager;
        File base = Files.createTempDirectory("jambry-tomcat").toFile();
        base.deleteOnExit();
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
        tomcat.start();
    }

    static TomcatNode of(SessionSettings settings, Node server) throws IOException, LifecycleException {
        return new TomcatNode(new JambryManager(server.manager(), settings));
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
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
