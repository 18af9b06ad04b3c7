// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.sessions.tomcat.JambryManager;
import org.apache.catalina.Context;

/** A node whose sessions Jambry keeps: its manager for Tomcat, with the settings that it has by itself. */
public final class JambryNode extends WebNode {

    @Override
    void install(Context context) {
        System.setProperty("jambry.caches.sessions.allow-classes", "io.jambry.benchmarks.*");
        JambryManager manager = new JambryManager();
        manager.setUrl("redis://" + Server.addressGiven());
        context.setManager(manager);
    }
}
