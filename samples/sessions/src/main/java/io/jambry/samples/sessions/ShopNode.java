// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.sessions;

import io.jambry.sessions.tomcat.JambryManager;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** One node: a Tomcat with the cart, until somebody ends it. */
final class ShopNode {

    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private ShopNode() {}

    /** Takes the URL of the server of sessions and a directory to work in from the environment, and prints its port. */
    public static void main(String[] arguments) throws Exception {
        TOMCAT.setLevel(Level.WARNING);
        Tomcat tomcat = start(System.getenv(NodeJvm.SERVER), System.getenv(NodeJvm.DIRECTORY));
        System.out.println(tomcat.getConnector().getLocalPort());
        tomcat.getServer().await();
    }

    private static Tomcat start(String server, String directory) throws LifecycleException {
        JambryManager sessions = new JambryManager();
        sessions.setUrl(server);
        sessions.setApplication("shop");

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", directory);
        context.setManager(sessions);
        Tomcat.addServlet(context, "cart", new Cart()).addMapping("/shop/*");
        tomcat.start();
        return tomcat;
    }
}
