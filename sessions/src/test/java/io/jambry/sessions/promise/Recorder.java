// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what listeners of all nodes of a test are told. */
public final class Recorder implements HttpSessionListener, HttpSessionIdListener, HttpSessionAttributeListener {

    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    public static List<String> events() {
        return EVENTS;
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        EVENTS.add("created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        EVENTS.add("destroyed " + event.getSession().getAttribute("name"));
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        EVENTS.add("id changed");
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        EVENTS.add("added " + event.getName());
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        EVENTS.add("removed " + event.getName());
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        EVENTS.add("replaced " + event.getName());
    }
}
