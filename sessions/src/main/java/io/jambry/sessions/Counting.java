// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.JambryException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what a node does, and tells those who want to hear of it. Thread-safe. */
final class Counting {

    private static final Logger LOG = System.getLogger(SessionEvent.class.getName());

    /** Enough to tell sessions of a log apart. */
    private static final int SHORT_HANDLE = 8;

    final LongAdder loaded = new LongAdder();
    final LongAdder same = new LongAdder();
    final LongAdder missing = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder unchanged = new LongAdder();
    final LongAdder gone = new LongAdder();
    final LongAdder undecodable = new LongAdder();
    final LongAdder unencodable = new LongAdder();

    private final Map<SessionEvent, LongAdder> events = new EnumMap<>(SessionEvent.class);
    private final LongAdder failures = new LongAdder();
    private final List<SessionObserver> observers = new CopyOnWriteArrayList<>();
    private final String application;

    Counting(String application) {
        this.application = application;
        for (SessionEvent event : SessionEvent.values()) {
            events.put(event, new LongAdder());
        }
    }

    void observe(SessionObserver observer) {
        observers.add(observer);
    }

    void happened(SessionEvent event, SessionData session) {
        of(event).increment();
        LOG.log(
                Level.DEBUG,
                () -> "a session of '" + application + "', " + session.handle().substring(0, SHORT_HANDLE) + "…: "
                        + event);
        tell(observer -> observer.happened(event, session));
    }

    void failed(JambryException reason) {
        failures.increment();
        LOG.log(Level.DEBUG, () -> "sessions of '" + application + "': " + reason.getMessage());
        tell(observer -> observer.failed(reason));
    }

    private void tell(Consumer<SessionObserver> news) {
        for (SessionObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "sessions of '" + application + "': an observer failed; correct "
                                + observer.getClass().getName(),
                        e);
            }
        }
    }

    private LongAdder of(SessionEvent event) {
        return events.getOrDefault(event, failures);
    }

    SessionCounters sums() {
        return new SessionCounters(
                of(SessionEvent.CREATED).sum(),
                loaded.sum(),
                same.sum(),
                missing.sum(),
                refused.sum(),
                commits.sum(),
                unchanged.sum(),
                gone.sum(),
                of(SessionEvent.ID_CHANGED).sum(),
                of(SessionEvent.INVALIDATED).sum(),
                of(SessionEvent.EXPELLED).sum(),
                of(SessionEvent.EXPIRED).sum(),
                of(SessionEvent.REJECTED).sum(),
                undecodable.sum(),
                unencodable.sum(),
                failures.sum());
    }
}
