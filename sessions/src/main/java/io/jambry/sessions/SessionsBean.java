// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** What a node shows of its sessions by JMX. Thread-safe. */
record SessionsBean(SessionRepository sessions) implements SessionsMXBean {

    @Override
    public String getApplication() {
        return sessions.settings().application();
    }

    @Override
    public long getCreated() {
        return sessions.counters().created();
    }

    @Override
    public long getLoaded() {
        return sessions.counters().loaded();
    }

    @Override
    public long getSame() {
        return sessions.counters().same();
    }

    @Override
    public long getMissing() {
        return sessions.counters().missing();
    }

    @Override
    public long getRefused() {
        return sessions.counters().refused();
    }

    @Override
    public long getCommits() {
        return sessions.counters().commits();
    }

    @Override
    public long getUnchanged() {
        return sessions.counters().unchanged();
    }

    @Override
    public long getGone() {
        return sessions.counters().gone();
    }

    @Override
    public long getIdChanges() {
        return sessions.counters().idChanges();
    }

    @Override
    public long getInvalidated() {
        return sessions.counters().invalidated();
    }

    @Override
    public long getExpelled() {
        return sessions.counters().expelled();
    }

    @Override
    public long getExpired() {
        return sessions.counters().expired();
    }

    @Override
    public long getRejected() {
        return sessions.counters().rejected();
    }

    @Override
    public long getUndecodable() {
        return sessions.counters().undecodable();
    }

    @Override
    public long getUnencodable() {
        return sessions.counters().unencodable();
    }

    @Override
    public long getFailures() {
        return sessions.counters().failures();
    }

    @Override
    public int expelAll(String principal) {
        return sessions.expelAll(principal);
    }
}
