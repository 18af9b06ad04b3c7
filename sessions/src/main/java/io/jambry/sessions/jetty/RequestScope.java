// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions that a request has in hand, in one context: each is asked for once, and committed before the response leaves. Thread-safe. */
final class RequestScope {

    private final Map<String, JettySession> sessions = new LinkedHashMap<>();
    private boolean unavailable;
    private boolean failed;

    synchronized @Nullable JettySession get(String id) {
        return sessions.get(id);
    }

    synchronized void put(JettySession session) {
        sessions.values().remove(session);
        sessions.put(session.getId(), session);
    }

    /** The server could not be reached, so nobody knows whether the client has a session. */
    synchronized void unavailable() {
        unavailable = true;
    }

    synchronized boolean isUnavailable() {
        return unavailable;
    }

    /** A commit has failed, and the response has been answered accordingly. */
    synchronized void failed() {
        failed = true;
    }

    synchronized boolean hasFailed() {
        return failed;
    }

    void commit() {
        List<JettySession> toCommit;
        synchronized (this) {
            toCommit = new ArrayList<>(sessions.values());
        }
        toCommit.forEach(JettySession::commit);
    }
}
