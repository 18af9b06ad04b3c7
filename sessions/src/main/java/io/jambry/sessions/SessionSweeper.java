// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.structure.Batch;
import io.jambry.structure.Operation;
import io.jambry.structure.Pending;
import io.jambry.structure.Script;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Finds sessions that are over, and has exactly one node tell the listeners of each. Needs no events of the server.
 *
 * <p>An index says when each session may be over at the earliest; what lives is given its new time, which requests never write. Who takes
 * members from the index has them alone for the time of a lease, and who claims the session itself has that alone, for as long as it goes
 * on saying so. A node that dies leaves both to others when the lease ends: then the listeners are told again.
 *
 * <p>Thread-safe. Two threads, until it is closed.
 */
public final class SessionSweeper implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SessionSweeper.class.getName());

    private static final int BATCH = 200;

    private final SessionRepository sessions;
    private final ExpiredSession listener;
    private final String token = UUID.randomUUID().toString();

    /** One sweeps and tells listeners, the other says meanwhile that it is still there. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread sweeper = new Thread(task, "jambry-session-sweeper");
        sweeper.setDaemon(true);
        return sweeper;
    });

    private SessionSweeper(SessionRepository sessions, ExpiredSession listener) {
        this.sessions = sessions;
        this.listener = listener;
    }

    /**
     * Begins to sweep.
     *
     * @param sessions what to sweep
     * @param listener hears of each session that is over
     * @return the sweeper, to be closed
     */
    public static SessionSweeper start(SessionRepository sessions, ExpiredSession listener) {
        SessionSweeper sweeper =
                new SessionSweeper(requireNonNull(sessions, "sessions"), requireNonNull(listener, "listener"));
        long interval = sessions.settings().sweepInterval().toMillis();
        // so that nodes which began together do not sweep together
        long first = ThreadLocalRandom.current().nextLong(interval + 1);
        sweeper.begin(first, interval);
        return sweeper;
    }

    // a sweep throws nothing, and ends with its thread
    @SuppressWarnings("FutureReturnValueIgnored")
    private void begin(long firstMillis, long intervalMillis) {
        threads.scheduleWithFixedDelay(this::sweepSafely, firstMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    /** Sweeps now, in the thread of the caller. */
    static int sweepOnce(SessionRepository sessions, ExpiredSession listener) {
        try (SessionSweeper sweeper = new SessionSweeper(sessions, listener)) {
            return sweeper.sweep();
        }
    }

    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException | Error e) {
            if (e instanceof JambryException failure) {
                sessions.counting().failed(failure);
            }
            LOG.log(
                    Level.WARNING,
                    () -> "sessions of '" + sessions.settings().application()
                            + "' could not be looked through for those that are over; it is tried again in "
                            + sessions.settings().sweepInterval().toMillis() + " ms",
                    e);
        }
    }

    private int sweep() {
        int ended = 0;
        int first = ThreadLocalRandom.current().nextInt(SessionKeys.SHARDS);
        for (int i = 0; i < SessionKeys.SHARDS && !Thread.currentThread().isInterrupted(); i++) {
            int shard = (first + i) % SessionKeys.SHARDS;
            int due;
            do {
                due = 0;
                Reply members = due(shard);
                if (members.size() > 1) {
                    due = members.size() - 1;
                    ended += settle(shard, members);
                }
            } while (due == BATCH);
        }
        return ended;
    }

    private Reply due(int shard) {
        return sessions.structures()
                .run(
                        SessionScripts.DUE,
                        List.of(sessions.keys().due(shard)),
                        Integer.toString(BATCH),
                        Long.toString(sessions.settings().lease().toMillis()))
                .call();
    }

    private int settle(int shard, Reply members) {
        Batch claims = sessions.structures().batch();
        Map<SessionId, Pending<Reply>> claimed = new LinkedHashMap<>();
        for (int i = 1; i < members.size(); i++) {
            SessionId id = new SessionId(members.text(i));
            claimed.put(id, claims.add(script(SessionScripts.CLAIM, id)));
        }
        claims.execute();
        List<Object> settled = new ArrayList<>(List.of(members.text(0)));
        Map<SessionId, SessionData> over = new LinkedHashMap<>();
        claimed.forEach((id, pending) -> {
            Reply reply = pending.get();
            settled.add(id.digest());
            if (reply.begins("alive")) {
                settled.add(reply.text(1).equals("+inf") ? "" : reply.text(1));
            } else if (reply.begins("held")) {
                settled.add(reply.text(1));
            } else {
                settled.add("");
            }
            if (reply.begins("claimed")) {
                over.put(id, sessions.claimed(id, reply));
            }
        });
        tellAll(over);
        return end(over, shard, settled);
    }

    /** Tells listeners of sessions, and keeps the claims on them for as long as that takes. */
    private void tellAll(Map<SessionId, SessionData> over) {
        if (over.isEmpty()) {
            return;
        }
        long third = Math.max(1, sessions.settings().lease().toMillis() / 3);
        List<SessionId> ids = List.copyOf(over.keySet());
        ScheduledFuture<?> holding = threads.scheduleAtFixedRate(() -> hold(ids), third, third, TimeUnit.MILLISECONDS);
        try {
            over.values().forEach(this::tell);
        } finally {
            holding.cancel(/* mayInterruptIfRunning= */ false);
        }
    }

    private void hold(List<SessionId> ids) {
        try {
            Batch holds = sessions.structures().batch();
            ids.forEach(id -> holds.add(script(SessionScripts.HOLD, id)));
            holds.execute();
        } catch (JambryException e) {
            // the claims end, and another node may tell again what this one is telling
            sessions.counting().failed(e);
        }
    }

    private Operation<Reply> script(Script<Reply> script, SessionId id) {
        return sessions.structures()
                .run(
                        script,
                        List.of(sessions.keys().session(id)),
                        token,
                        Long.toString(sessions.settings().lease().toMillis()),
                        Long.toString(sessions.settings().grace().toMillis()));
    }

    private int end(Map<SessionId, SessionData> over, int shard, List<Object> settled) {
        Batch ends = sessions.structures().batch();
        Map<SessionData, Pending<Reply>> ended = new LinkedHashMap<>();
        over.forEach((id, session) -> {
            ended.put(
                    session,
                    ends.add(sessions.structures()
                            .run(
                                    SessionScripts.END,
                                    List.of(sessions.keys().session(id)),
                                    token,
                                    Long.toString(SessionRepository.MARK_MILLIS))));
            String principal = session.principal();
            if (principal != null) {
                ends.add(sessions.users().removal(principal, id.digest()));
            }
        });
        ends.add(sessions.structures()
                .run(SessionScripts.SETTLE, List.of(sessions.keys().due(shard)), settled.toArray()));
        ends.execute();
        ended.forEach((session, end) -> {
            end.get();
            sessions.counting().happened(SessionEvent.EXPIRED, session);
        });
        return ended.size();
    }

    private void tell(SessionData session) {
        try {
            listener.expired(session);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "a session of '" + sessions.settings().application()
                            + "' is over, and somebody who was told of it failed; it is removed nevertheless",
                    e);
        }
    }

    /** Stops. A sweep that is under way is finished or left to other nodes. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
