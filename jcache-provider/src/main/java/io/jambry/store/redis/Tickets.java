// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Mode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;

/**
 * The changes whose makers wait for synchronous listeners. Each thread has its own; those
 * of a thread that never asks for them are given up when they are too many. Thread-safe.
 */
final class Tickets {

    private static final System.Logger LOG = System.getLogger(Tickets.class.getName());

    private static final int MOST = 100_000;

    private record Place(long span, long number) {}

    private final String cacheName;
    private final FeedCounters counters;
    private final ObjLongConsumer<String> gaveUp;
    private final SlowMembers slow = new SlowMembers();
    private final Map<Place, Ticket> open = new ConcurrentHashMap<>();

    @SuppressWarnings("ThreadLocalUsage") // those of one cache and one thread
    private final ThreadLocal<Deque<Ticket>> mine = ThreadLocal.withInitial(ArrayDeque::new);

    /**
     * No tickets yet.
     *
     * @param gaveUp is given each member that is not waited for any more, and the number of the mode since which it wants what it
     *     did not answer
     */
    Tickets(String cacheName, FeedCounters counters, ObjLongConsumer<String> gaveUp) {
        this.cacheName = cacheName;
        this.counters = counters;
        this.gaveUp = gaveUp;
    }

    /** A mode is in force from now on: who wants nothing any more is not waited for any more. */
    void takenUp(Mode mode) {
        slow.takenUp(mode);
        reconsider();
    }

    private void reconsider() {
        open.values().forEach(Ticket::reconsider);
    }

    /** A change is about to be made. */
    Ticket open(Span span, long number) {
        Ticket ticket = new Ticket(span, number, slow);
        open.put(new Place(span.id(), number), ticket);
        Deque<Ticket> tickets = mine.get();
        tickets.add(ticket);
        if (tickets.size() > MOST) {
            forget(tickets.remove());
        }
        return ticket;
    }

    /** Gives up those of this thread. */
    void forgetMine() {
        mine.get().forEach(this::forget);
        mine.remove();
    }

    private void forget(Ticket ticket) {
        open.remove(new Place(ticket.span().id(), ticket.number()));
    }

    /** A member has been through a change. */
    void answered(String member, long span, long number, List<RuntimeException> failures) {
        Ticket ticket = open.get(new Place(span, number));
        if (ticket != null) {
            ticket.answered(member, failures);
        }
    }

    /** Waits for those of this thread. */
    List<RuntimeException> await(Duration longest) {
        Deque<Ticket> tickets = mine.get();
        if (tickets.isEmpty()) {
            return List.of();
        }
        mine.remove();
        long deadline = System.nanoTime() + longest.toNanos();
        List<RuntimeException> failures = new ArrayList<>();
        boolean interrupted = false;
        for (Ticket ticket : tickets) {
            interrupted |= isInterruptedAwaiting(ticket, deadline);
            forget(ticket);
            if (!ticket.isDone()) {
                giveUp(ticket.missing(), ticket.mode(), longest);
            }
            failures.addAll(ticket.failures());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failures;
    }

    /** Waits for one; a cache operation cannot be interrupted, so the caller is told to keep the flag. */
    private static boolean isInterruptedAwaiting(Ticket ticket, long deadline) {
        boolean interrupted = false;
        while (!ticket.isDone()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return interrupted;
            }
            try {
                ticket.await(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private void giveUp(Set<String> members, Mode mode, Duration longest) {
        counters.timeout();
        for (String member : members) {
            if (slow.mark(member, mode)) {
                // whoever waits for it by now need not find out for himself
                reconsider();
                gaveUp.accept(member, mode.since().getOrDefault(member, 0L));
                LOG.log(
                        Level.WARNING,
                        "cache ''{0}'': the synchronous listeners of member {1} did not answer within {2} ms"
                                + " and are not waited for until they do again; see that JVM, or raise"
                                + " ''listener-timeout''",
                        cacheName,
                        member,
                        longest.toMillis());
            }
        }
    }
}
