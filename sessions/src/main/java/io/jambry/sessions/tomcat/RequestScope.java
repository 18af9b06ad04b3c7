// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import io.jambry.sessions.SessionRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The sessions that a request has in hand: each is asked for once, and committed when the response leaves. Thread-safe. */
final class RequestScope {

    /** Where a request has it, for dispatches that come later and in other threads. */
    static final String ATTRIBUTE = RequestScope.class.getName();

    private final Map<String, JambrySession> sessions = new LinkedHashMap<>();
    private boolean unavailable;
    private boolean firstLookSpared;
    private @Nullable CacheException failure;

    synchronized @Nullable JambrySession get(String id) {
        return sessions.get(id);
    }

    synchronized void put(JambrySession session) {
        sessions.put(session.getIdInternal(), session);
    }

    synchronized void remove(JambrySession session) {
        sessions.values().remove(session);
    }

    /** The next question for the session is that of a valve which looks whether its user is logged in, and is known not to be. */
    synchronized void spareFirstLook() {
        firstLookSpared = true;
    }

    /** Whether this question need not be asked; true once at most. */
    synchronized boolean takeFirstLook() {
        boolean spared = firstLookSpared;
        firstLookSpared = false;
        return spared;
    }

    synchronized void unavailable() {
        unavailable = true;
    }

    synchronized boolean isUnavailable() {
        return unavailable;
    }

    /** @throws CacheException if a session cannot be stored, which is not tried again */
    void commit(SessionRepository repository) {
        List<JambrySession> toCommit;
        synchronized (this) {
            if (failure != null) {
                return;
            }
            toCommit = new ArrayList<>(sessions.values());
        }
        try {
            toCommit.forEach(session -> session.commit(repository));
        } catch (CacheException e) {
            failed(e);
            throw e;
        }
    }

    private synchronized void failed(CacheException reason) {
        failure = reason;
    }

    /** Why sessions could not be stored; null if they could. */
    synchronized @Nullable CacheException failure() {
        return failure;
    }

    /** Whether something was thrown because sessions could not be stored. */
    synchronized boolean hasFailedBy(Throwable thrown) {
        Throwable one = thrown;
        while (one != null && one != failure) {
            one = one.getCause();
        }
        return one != null;
    }
}
