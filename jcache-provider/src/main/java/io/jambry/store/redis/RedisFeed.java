// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.Subscriptions;
import io.jambry.redis.Subscriptions.Subscriber;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.ChangeReceiver;
import io.jambry.spi.Feed;
import io.jambry.spi.StoredChange;
import io.jambry.spi.Wish;
import io.jambry.store.redis.Message.Tally;
import io.jambry.store.redis.Message.Told;
import io.jambry.store.redis.Message.Writer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a cache as they come on its channel.
 *
 * <p>Concurrency: the receiver is called under one lock, so by one thread at a time: the one that reads the channel, or the one that
 * beats. A second lock, taken before, is held by who changes what is wanted.
 */
final class RedisFeed implements Feed {

    private static final System.Logger LOG = System.getLogger(RedisFeed.class.getName());

    /** This JVM is not told everything yet. */
    private static final long NOT_YET = Long.MAX_VALUE;

    private final ChangeReceiver receiver;
    private final RedisTeller teller;
    private final Endings endings;
    private final CacheMembership membership;
    private final Subscriptions subscriptions;
    private final String channel;
    private final Duration listenerTimeout;
    private final Consumer<RedisFeed> closed;
    private final FeedCounters counters;

    private final ReentrantLock wanting = new ReentrantLock();

    /** Guarded by wanting. */
    private Wish wanted = Wish.NONE;

    private final ReentrantLock telling = new ReentrantLock();

    /** What the receiver is told. Guarded by telling. */
    private Wish wish = Wish.NONE;

    /** Kinds of which others may wait for this JVM. Guarded by telling. */
    private final Set<ChangeKind> answered = EnumSet.noneOf(ChangeKind.class);

    /** Guarded by telling. */
    private final Map<Writer, Heard> writers = new HashMap<>();

    /** The number of the mode from which on this JVM is told everything. Guarded by telling. */
    private long firstMode = NOT_YET;

    /** The number of the mode since which others know what this JVM wants. Guarded by telling. */
    private long since;

    /** Which opening of the cache that was in. Guarded by telling. */
    private long opening;

    RedisFeed(
            ChangeReceiver receiver,
            RedisTeller teller,
            Endings endings,
            CacheMembership membership,
            Subscriptions subscriptions,
            String channel,
            Duration listenerTimeout,
            Consumer<RedisFeed> closed) {
        this.receiver = receiver;
        this.teller = teller;
        this.endings = endings;
        this.membership = membership;
        this.subscriptions = subscriptions;
        this.channel = channel;
        this.listenerTimeout = listenerTimeout;
        this.closed = closed;
        this.counters = teller.counters();
    }

    FeedCounters.Snapshot counters() {
        return counters.snapshot();
    }

    // ---- wanting

    @Override
    public void want(Wish next) {
        wanting.lock();
        try {
            if (next.equals(wanted)) {
                return;
            }
            boolean begins = !wanted.listens() && next.listens();
            if (begins) {
                subscriptions.subscribe(channel, new Incoming());
            }
            hear(wanted.and(next));
            boolean done = false;
            try {
                membership.want(next);
                if (next.kinds().contains(ChangeKind.EXPIRED)) {
                    endings.follow();
                }
                done = true;
            } finally {
                if (!done) {
                    hear(wanted);
                    if (begins) {
                        subscriptions.unsubscribe(channel);
                    }
                }
            }
            wanted = next;
            hear(next);
            if (!next.listens()) {
                subscriptions.unsubscribe(channel);
            } else {
                begun(begins);
            }
        } finally {
            wanting.unlock();
        }
    }

    private void hear(Wish next) {
        telling.lock();
        try {
            wish = next;
            answered.addAll(next.synchronous());
            if (!next.listens()) {
                answered.clear();
                writers.clear();
                firstMode = NOT_YET;
            }
        } finally {
            telling.unlock();
        }
    }

    private void begun(boolean first) {
        Long now = sinceWhen();
        telling.lock();
        try {
            since = now == null ? since : now;
            if (first) {
                opening = membership.openings();
                firstMode = since;
            }
        } finally {
            telling.unlock();
        }
    }

    /** Since when all others know what this JVM wants; null while they do not. */
    private @Nullable Long sinceWhen() {
        return membership.mode().since().get(membership.memberId());
    }

    /**
     * What this JVM wants ends with its lease, and comes back under another number. What was changed meanwhile was not told, nor is what
     * others change until they have taken up the new number; so the gap is told when all of them have.
     */
    private void lookForLapse() {
        if (!wanting.tryLock()) {
            return;
        }
        try {
            Long now = sinceWhen();
            if (!wanted.listens() || now == null) {
                return;
            }
            long openings = membership.openings();
            if (hasLapsed(now, openings) && membership.isConfirmed(now)) {
                telling.lock();
                try {
                    since = now;
                    opening = openings;
                    firstMode = now;
                    gap("this member's lease was over for a while");
                } finally {
                    telling.unlock();
                }
            }
        } catch (JambryException e) {
            LOG.log(
                    Level.DEBUG,
                    "nobody knows whether others tell this member everything again; the next beat asks",
                    e);
        } finally {
            wanting.unlock();
        }
    }

    private boolean hasLapsed(long now, long openings) {
        telling.lock();
        try {
            // a server that has lost the register counts modes from the beginning
            return now != since || openings != opening;
        } finally {
            telling.unlock();
        }
    }

    /** Others do not wait for a member that was late until it wants something anew. */
    private void lookForLateness() {
        if (!wanting.tryLock()) {
            return;
        }
        try {
            Long now = sinceWhen();
            if (!wanted.synchronous().isEmpty()
                    && now != null
                    && teller.lateness().isOver(now)) {
                membership.wishAnew();
                begun(/* first= */ false);
            }
        } catch (JambryException e) {
            LOG.log(Level.DEBUG, "others were not asked to wait for this member again; the next beat asks them", e);
        } finally {
            wanting.unlock();
        }
    }

    @Override
    public List<RuntimeException> awaitListeners() {
        return teller.awaitListeners(listenerTimeout);
    }

    @Override
    public void forgetListeners() {
        teller.forgetListeners();
    }

    @Override
    public long timeouts() {
        return counters.snapshot().timeouts();
    }

    @Override
    public long unreadable() {
        return counters.snapshot().unknown();
    }

    @Override
    public void sweep() {
        endings.sweep();
    }

    @Override
    public long goneBeforeEnd() {
        return teller.looks().gone();
    }

    /** The wish itself ends with the cache, or with the lease. */
    @Override
    public void close() {
        wanting.lock();
        try {
            if (wanted.listens()) {
                wanted = Wish.NONE;
                hear(Wish.NONE);
                subscriptions.unsubscribe(channel);
            }
        } finally {
            wanting.unlock();
        }
        closed.accept(this);
    }

    // ---- hearing

    /** What comes on the channel. */
    private final class Incoming implements Subscriber {

        @Override
        public void message(byte[] bytes) {
            Message message = MessageFormat.read(bytes);
            telling.lock();
            try {
                if (message instanceof Told change) {
                    told(change);
                } else if (message instanceof Tally tally) {
                    tally(tally);
                } else {
                    counters.unknown(message, channel);
                }
            } finally {
                telling.unlock();
            }
        }

        /** Tallies tell once more what has not come: some of it may have been changed after this gap was told. */
        @Override
        public void missed(String reason) {
            telling.lock();
            try {
                gap(reason);
            } finally {
                telling.unlock();
            }
        }
    }

    private void told(Told change) {
        if (!heard(change.writer()).isNew(change.span(), change.number())) {
            counters.duplicate();
            return;
        }
        List<StoredChange> wished = change.changes().stream()
                .filter(one -> wish.kinds().contains(one.kind()))
                .toList();
        boolean answers = change.awaited() && change.changes().stream().anyMatch(one -> answered.contains(one.kind()));
        Consumer<List<RuntimeException>> heard = answers ? once(change) : failures -> {};
        if (wished.isEmpty()) {
            heard.accept(List.of());
            return;
        }
        counters.told();
        try {
            receiver.told(wished, heard);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a receiver of changes failed", e);
            heard.accept(List.of(e));
        }
    }

    private Consumer<List<RuntimeException>> once(Told change) {
        AtomicBoolean done = new AtomicBoolean();
        long came = System.nanoTime();
        return failures -> {
            if (!done.getAndSet(true)) {
                teller.lateness().answered(System.nanoTime() - came, listenerTimeout.toNanos());
                teller.heard(change, failures);
            }
        };
    }

    private Heard heard(Writer writer) {
        return writers.computeIfAbsent(writer, any -> new Heard(System.nanoTime()));
    }

    private void tally(Tally tally) {
        if (firstMode == NOT_YET) {
            return;
        }
        Heard heard = heard(tally.writer());
        String missing = heard.tally(tally, firstMode, System.nanoTime());
        counters.tally();
        if (missing != null) {
            gap(missing + " of member " + tally.writer().member());
        }
    }

    /** Looks for changes that should have come. */
    void beat() {
        lookForLapse();
        lookForLateness();
        List<Writer> silent = overdue();
        if (!silent.isEmpty()) {
            Set<String> live = live();
            telling.lock();
            try {
                silent.forEach(writer -> silent(writer, live.contains(writer.member())));
            } finally {
                telling.unlock();
            }
        }
    }

    /** Tells what is lost; answers who has just fallen silent. */
    private List<Writer> overdue() {
        List<Writer> silent = new ArrayList<>();
        telling.lock();
        try {
            if (firstMode == NOT_YET) {
                return silent;
            }
            long now = System.nanoTime();
            writers.values().removeIf(heard -> heard.isForgotten(now));
            writers.forEach((writer, heard) -> {
                lost(writer, heard, now);
                if (heard.isNewlySilent(now)) {
                    silent.add(writer);
                }
            });
            return silent;
        } finally {
            telling.unlock();
        }
    }

    private void lost(Writer writer, Heard heard, long now) {
        long lost = heard.lost(now);
        if (lost > 0) {
            gap(lost + " changes that member " + writer.member() + " made were not heard of");
        }
    }

    private Set<String> live() {
        try {
            return membership.live();
        } catch (JambryException e) {
            LOG.log(Level.DEBUG, "nobody knows which members are alive", e);
            return Set.of();
        }
    }

    private void silent(Writer writer, boolean isMember) {
        if (!writers.containsKey(writer)) {
            return;
        }
        gap("member " + writer.member() + (isMember ? " has fallen silent" : " has gone without a word"));
    }

    private void gap(String reason) {
        counters.missed();
        try {
            receiver.missed(reason);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a receiver of changes failed", e);
        }
    }
}
