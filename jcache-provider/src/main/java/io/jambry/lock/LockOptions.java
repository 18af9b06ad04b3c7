// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a lock is taken: how long to wait, how long the lease is, and what happens when it is lost.
 *
 * <p>Immutable.
 */
public final class LockOptions {

    /** Shorter ones would be over before a reply arrives on a busy machine. */
    static final Duration SHORTEST_LEASE = Duration.ofMillis(50);

    /** The fence outlives each lease. */
    static final Duration LONGEST_LEASE = Duration.ofDays(1);

    /** Outlasts long pauses of a JVM, restarts of servers and failovers; after a crash others wait no longer than that. */
    private static final Duration USUAL_LEASE = Duration.ofSeconds(30);

    /** Waits as long as it takes, for a lease of 30 seconds that is renewed while the lock is held; unfair. */
    public static final LockOptions DEFAULT = builder().build();

    private final @Nullable Duration waitLimit;
    private final Duration lease;
    private final boolean renewed;
    private final boolean fair;
    private final boolean interruptsOnLoss;
    private final int minReplicas;
    private final @Nullable Consumer<LockLostException> lossListener;

    private LockOptions(Builder builder) {
        waitLimit = builder.waitLimit;
        lease = builder.lease;
        renewed = builder.renewed;
        fair = builder.fair;
        interruptsOnLoss = builder.interruptsOnLoss;
        minReplicas = builder.minReplicas;
        lossListener = builder.lossListener;
    }

    /**
     * Starts with the {@linkplain #DEFAULT defaults}.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts with these options.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.waitLimit = waitLimit;
        builder.lease = lease;
        builder.renewed = renewed;
        builder.fair = fair;
        builder.interruptsOnLoss = interruptsOnLoss;
        builder.minReplicas = minReplicas;
        builder.lossListener = lossListener;
        return builder;
    }

    /**
     * How long to wait at most.
     *
     * @return empty for as long as it takes, zero for not at all
     */
    public Optional<Duration> waitLimit() {
        return Optional.ofNullable(waitLimit);
    }

    /**
     * How long others wait at most for a holder that has died.
     *
     * @return from 50 ms to a day
     */
    public Duration lease() {
        return lease;
    }

    /**
     * Whether the lease is renewed every third of it while the lock is held.
     *
     * @return false if the lock is lost when the lease has passed, whatever its holder does
     */
    public boolean isRenewed() {
        return renewed;
    }

    /**
     * Whether those who wait get the lock in the order in which they came. Threads of one JVM wait in one line, and the first of each
     * line stands in a queue on the server. Otherwise who comes at the right moment may overtake others, which is much faster, but
     * nobody who has waited for 10 ms in the queue on the server.
     *
     * @return true if so
     */
    public boolean isFair() {
        return fair;
    }

    /**
     * Whether the thread that holds the lock is interrupted when it is lost.
     *
     * @return true if so
     */
    public boolean interruptsOnLoss() {
        return interruptsOnLoss;
    }

    /**
     * How many replicas must have acknowledged an acquisition.
     *
     * @return 0 for none
     */
    public int minReplicas() {
        return minReplicas;
    }

    /**
     * Who is told when the lock is lost while it is held.
     *
     * @return empty for nobody
     */
    public Optional<Consumer<LockLostException>> lossListener() {
        return Optional.ofNullable(lossListener);
    }

    /** The same with another limit. */
    LockOptions waiting(@Nullable Duration limit) {
        Builder builder = toBuilder();
        builder.waitLimit = limit;
        return builder.build();
    }

    @Override
    public String toString() {
        return "LockOptions[waitLimit=" + (waitLimit == null ? "none" : waitLimit) + ", lease=" + lease
                + (renewed ? " renewed" : "") + (fair ? ", fair" : "") + (interruptsOnLoss ? ", interruptsOnLoss" : "")
                + (minReplicas > 0 ? ", minReplicas=" + minReplicas : "") + "]";
    }

    /** Collects options. Each method refuses values out of range. Confined to one thread. */
    public static final class Builder {

        private @Nullable Duration waitLimit;
        private Duration lease = USUAL_LEASE;
        private boolean renewed = true;
        private boolean fair;
        private boolean interruptsOnLoss;
        private int minReplicas;
        private @Nullable Consumer<LockLostException> lossListener;

        private Builder() {}

        /**
         * Limits the time that an acquisition waits. {@link DistributedLock#lock()} waits as long as it takes all the same.
         *
         * @param limit zero for not at all; not negative
         * @return this
         */
        public Builder waitLimit(Duration limit) {
            if (requireNonNull(limit, "limit").isNegative()) {
                throw new IllegalArgumentException("waitLimit is negative: " + limit);
            }
            waitLimit = limit;
            return this;
        }

        /**
         * Sets a lease that is not renewed: the lock is lost when it has passed.
         *
         * @param length from 50 ms to a day
         * @return this
         */
        public Builder lease(Duration length) {
            lease = requireLease(length);
            renewed = false;
            return this;
        }

        /**
         * Sets a lease that is renewed while the lock is held, every third of it, all leases of a JVM together. A thread that ends
         * without unlocking ends that.
         *
         * @param length from 50 ms to a day
         * @return this
         */
        public Builder renewedLease(Duration length) {
            lease = requireLease(length);
            renewed = true;
            return this;
        }

        /**
         * Sets whether those who wait get the lock in the order in which they came.
         *
         * @param inOrder true if so; see {@link LockOptions#isFair}
         * @return this
         */
        public Builder fair(boolean inOrder) {
            fair = inOrder;
            return this;
        }

        /**
         * Sets whether the thread that holds the lock is {@linkplain Thread#interrupt interrupted} when it is lost, unless it has
         * unlocked before. It does not concern a {@link LockHandle}, which belongs to no thread.
         *
         * @param interrupts true if so
         * @return this
         */
        public Builder interruptsOnLoss(boolean interrupts) {
            interruptsOnLoss = interrupts;
            return this;
        }

        /**
         * Asks so many replicas to acknowledge an acquisition ({@code WAIT}), which makes losing the lock in a failover less likely, and
         * not impossible. As long as they do not, the lock counts as not got.
         *
         * @param replicas from 0 up
         * @return this
         */
        public Builder minReplicas(int replicas) {
            if (replicas < 0) {
                throw new IllegalArgumentException("minReplicas is negative: " + replicas);
            }
            minReplicas = replicas;
            return this;
        }

        /**
         * Sets who is told when the lock is lost while it is held: at the latest when the lease ends, also if the server cannot be
         * reached. Called in a thread of the manager; what it throws is logged.
         *
         * @param listener gets what {@link DistributedLock#unlock} will throw
         * @return this
         */
        public Builder lossListener(Consumer<LockLostException> listener) {
            lossListener = requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         */
        public LockOptions build() {
            return new LockOptions(this);
        }
    }

    static Duration requireLease(Duration lease) {
        if (requireNonNull(lease, "lease").compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("lease is " + lease + "; it must be from " + SHORTEST_LEASE.toMillis()
                    + " ms to " + LONGEST_LEASE.toDays() + " day");
        }
        return lease;
    }
}
