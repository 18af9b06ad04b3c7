// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;

/**
 * A node of a web application: an embedded Tomcat, with sessions as a subclass keeps them. It lives in a class loader of its
 * own, so from outside it is what the JDK knows: something that is called to start, and returns its port.
 */
public abstract class WebNode implements Callable<Integer>, AutoCloseable {

    static final String PATH = "/shop";
    static final int MAX_INACTIVE_MINUTES = 30;

    private final Tomcat tomcat = new Tomcat();
    private final File base;

    WebNode() {
        try {
            base = Files.createTempDirectory("bench-tomcat-").toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has sessions kept as the library's manual says. */
    abstract void install(Context context) throws Exception;

    @Override
    public final Integer call() throws Exception {
        // there is one such factory in a JVM, and other nodes have other loaders
        TomcatURLStreamHandlerFactory.disable();
        tomcat.setBaseDir(base.getPath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", Server.HOST);
        // a client keeps its connection for as long as it likes
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext(PATH, base.getPath());
        context.setParentClassLoader(WebNode.class.getClassLoader());
        context.setSessionTimeout(MAX_INACTIVE_MINUTES);
        install(context);
        Tomcat.addServlet(context, "visits", new VisitServlet());
        context.addServletMappingDecoded("/*", "visits");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        ExpandWar.delete(base);
    }
}
