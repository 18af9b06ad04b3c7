// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.OutcomeUnknownException;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import io.jambry.spi.Wish;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How this member works with one cache. Every change passes here; reads do not. Thread-safe.
 *
 * <p>Mechanism: a change counts itself in at the gate and is made under the mode then in force. A mode is confirmed to the others
 * when all changes begun under older ones have ended, and others wait for that as long as this member's lease lasts. So a
 * change that ends within the term of membership in which it began is seen by all who wait. One that does not looks at the mode
 * again, and is told late. What could not be told even then is told as a gap, with the next beat that succeeds. While this is no
 * member, and the register cannot be asked who listens, changes are made as if somebody wanted to be told everything.
 */
final class CacheMode implements CacheMembership {

    private static final System.Logger LOGGER = System.getLogger(CacheMode.class.getName());

    /** What those may wish who began to listen while this was no member. */
    private static final Wish ANYTHING =
            new Wish(EnumSet.allOf(ChangeKind.class), EnumSet.allOf(ChangeKind.class), Set.of());

    private static final long NEVER = -1;

    private final String name;
    private final Membership membership;
    private final @Nullable Teller teller;
    private final ModeGate gate = new ModeGate();

    /** The mode under which the first change was made that could not be told; null if there is none. */
    private final AtomicReference<@Nullable Mode> untold = new AtomicReference<>();

    /** Written under this. */
    private volatile InForce inForce = InForce.CLOSED;

    /** Written under this. */
    private volatile long openings;

    /** One wish at a time. */
    private final ReentrantLock wishing = new ReentrantLock();

    /** What this member wants to be told. Guarded by wishing. */
    private Wish listening = Wish.NONE;

    /** The term of membership in which all members end loads, because this one wants it; or {@link #NEVER}. */
    private volatile long loading = NEVER;

    /** The number of the last mode that the register knows to be taken up here. */
    private volatile long confirmed;

    /** Null where nobody can listen, because nothing tells changes. */
    CacheMode(String name, Membership membership, @Nullable Tellers tellers) {
        this.name = name;
        this.membership = membership;
        this.teller = tellers == null ? null : tellers.of(name);
    }

    /**
     * What changes go by.
     *
     * @param open whether this member has the cache open; otherwise nobody waits for it, and nothing is told
     * @param mode the mode
     * @param listens whether somebody wants to be told of changes
     * @param endsLoads whether somebody wants loads to be ended before entries are removed
     */
    private record InForce(boolean open, Mode mode, boolean listens, boolean endsLoads) {
        static final InForce CLOSED =
                new InForce(/* open= */ false, Mode.QUIET, /* listens= */ false, /* endsLoads= */ false);

        static InForce of(Mode mode) {
            Wish wish = mode.wish();
            return new InForce(/* open= */ true, mode, wish.listens(), wish.endsLoads());
        }

        /** The mode in which those hear of a change, too, of whom nothing is known. Its number is no other mode's. */
        Mode forAnybody() {
            Map<String, Wish> wishes = new HashMap<>(mode.wishes());
            wishes.put("", ANYTHING);
            return new Mode(-1 - mode.number(), wishes, mode.since(), mode.tracking());
        }
    }

    // ---- changes

    @Override
    public <T> T make(Change<T> change) {
        if (!inForce.open()) {
            return change.quietly();
        }
        MemberLease lease = membership.lease();
        boolean isMember = lease.holds() || membership.tryToComeBack();
        long begun = System.nanoTime();
        long term = lease.term();
        int place = gate.enter();
        InForce made = inForce;
        try {
            if (!isMember && made.open() && teller != null) {
                return change.told(teller, made.forAnybody());
            }
            T reply = teller != null && made.listens() ? change.told(teller, made.mode()) : change.quietly();
            if (!lease.holds(term)) {
                tellLate(change, reply, made.mode(), Duration.ofNanos(System.nanoTime() - begun));
            }
            return reply;
        } catch (OutcomeUnknownException e) {
            if (!lease.holds(term)) {
                remainUntold(made.mode());
            }
            throw e;
        } finally {
            gate.exit(place);
        }
    }

    private <T> void tellLate(Change<T> change, T reply, Mode made, Duration taken) {
        if (!membership.tryToComeBackAfter(taken)) {
            remainUntold(made);
            return;
        }
        InForce now = inForce;
        if (teller == null || !now.listens() || now.mode().equals(made)) {
            return;
        }
        try {
            change.toldLate(teller, reply, made, now.mode());
        } catch (JambryException e) {
            LOGGER.log(Level.DEBUG, "a change could not be told late; it is told as a gap", e);
            remainUntold(made);
        }
    }

    private void remainUntold(Mode made) {
        untold.compareAndSet(null, made);
        // the beat that would tell it may just be over
        if (membership.lease().holds()) {
            tellGap();
        }
    }

    /** Tells those who listen now that changes of this member were not told. */
    void tellGap() {
        InForce now = inForce;
        Mode made = untold.getAndSet(null);
        if (teller == null || made == null || !now.listens() || now.mode().equals(made)) {
            return;
        }
        try {
            teller.untold(now.mode());
        } catch (JambryException e) {
            LOGGER.log(Level.DEBUG, "a gap could not be told; it is told with the next renewal", e);
            untold.compareAndSet(null, made);
        }
    }

    // ---- modes

    /** This member has opened the cache, and is known to work by this mode. */
    synchronized void opened(Mode mode) {
        if (inForce.open()) {
            takeUp(mode);
            return;
        }
        confirmed = mode.number();
        openings = openings + 1;
        put(mode);
    }

    /** The lease had ended, and the cache is open again; the number may have shrunk if the server has lost its data. */
    synchronized void openedAgain(Mode mode) {
        // what was confirmed before is forgotten with the lease
        confirmed = 0;
        openings = openings + 1;
        put(mode);
    }

    /** Changes that begin from now on are made under this mode, unless a newer one is in force. */
    synchronized void takeUp(Mode mode) {
        if (inForce.open() && mode.number() > inForce.mode().number()) {
            put(mode);
        }
    }

    private void put(Mode mode) {
        if (inForce.open() && inForce.mode().equals(mode)) {
            return;
        }
        inForce = InForce.of(mode);
        if (teller != null) {
            teller.takenUp(mode);
        }
    }

    synchronized void closed() {
        if (inForce.open()) {
            inForce = InForce.CLOSED;
            loading = NEVER;
            untold.set(null);
            if (teller != null) {
                teller.takenUp(Mode.QUIET);
            }
        }
    }

    /**
     * Confirms the mode in force once no change goes on that began under an older one.
     *
     * @return false if one still did at the deadline
     */
    boolean confirm(long deadlineNanos) {
        InForce now = inForce;
        if (!now.open() || confirmed >= now.mode().number()) {
            return true;
        }
        if (!gate.await(deadlineNanos)) {
            return false;
        }
        membership.registry().confirm(name, now.mode().number());
        confirmed = now.mode().number();
        return true;
    }

    // ---- for the feed

    @Override
    public String memberId() {
        return membership.memberId();
    }

    @Override
    public Mode mode() {
        return inForce.mode();
    }

    @Override
    public long openings() {
        return openings;
    }

    @Override
    public void want(Wish wish) {
        wishing.lock();
        try {
            listening = wish;
            membership.want(name, loading == NEVER ? wish : wish.endingLoads());
        } finally {
            wishing.unlock();
        }
    }

    /** Has all members end loads before they remove entries; the term of membership in which they do. */
    long expectLoads() {
        long expected = loading;
        if (isExpecting(expected)) {
            return expected;
        }
        wishing.lock();
        try {
            long term = loading;
            while (!isExpecting(term)) {
                term = membership.lease().term();
                // a new term may begin in this, and in that one nobody has confirmed yet
                membership.want(name, listening.endingLoads());
                loading = term;
            }
            return term;
        } finally {
            wishing.unlock();
        }
    }

    /** Whether all members have ended loads since the term began. */
    boolean isExpecting(long term) {
        return term == loading && term != NEVER && membership.lease().holds(term);
    }

    /** Whether loads are to be ended before entries are removed: also while others may have come to want it without being heard. */
    boolean endsLoads() {
        InForce now = inForce;
        return now.endsLoads() || (now.open() && !membership.lease().holds());
    }

    @Override
    public void wishAnew() {
        membership.wishAnew(name);
    }

    @Override
    public boolean isConfirmed(long number) {
        return membership.isConfirmed(name, number);
    }

    @Override
    public Optional<Scanned> scanned(long tracking, Scanned done) {
        return membership.registry().scanned(name, tracking, done);
    }

    /** Whether this member has the cache open. */
    boolean isOpen() {
        return inForce.open();
    }

    @Override
    public Set<String> live() {
        return membership.registry().live();
    }
}
