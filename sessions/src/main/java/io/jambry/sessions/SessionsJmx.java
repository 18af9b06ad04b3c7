// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows what a node does with its sessions by JMX, until it is closed. Thread-safe. */
final class SessionsJmx implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SessionsJmx.class.getName());

    /** What an object name cannot bear unquoted. */
    private static final Pattern FORBIDDEN = Pattern.compile("[,:=\n*?\"]");

    private static final int MOST_NODES = 1000;

    private final ObjectName name;

    private SessionsJmx(ObjectName name) {
        this.name = name;
    }

    /** Under the name of the application, with a number if another node of this JVM has it. */
    static SessionsJmx show(SessionRepository sessions) {
        String application =
                FORBIDDEN.matcher(sessions.settings().application()).replaceAll(".");
        try {
            for (int node = 1; node <= MOST_NODES; node++) {
                ObjectName name = new ObjectName(
                        "io.jambry:type=Sessions,application=" + application + (node == 1 ? "" : ",node=" + node));
                if (register(new SessionsBean(sessions), name)) {
                    return new SessionsJmx(name);
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException(
                    "sessions of '" + application + "' cannot be shown by JMX; set 'management' to false", e);
        }
        throw new IllegalStateException("sessions of '" + application + "' are shown by JMX " + MOST_NODES
                + " times already; close what is not used any more");
    }

    private static boolean register(SessionsBean bean, ObjectName name) throws JMException {
        try {
            server().registerMBean(bean, name);
            return true;
        } catch (InstanceAlreadyExistsException e) {
            return false;
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    @Override
    public void close() {
        try {
            server().unregisterMBean(name);
        } catch (JMException e) {
            LOG.log(Level.DEBUG, "{0} was unregistered by somebody else", name);
        }
    }
}
