// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.FixedExpiryPolicy;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.Ttl;
import java.util.Set;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Answers of an expiry policy as times to live.
 *
 * <p>Policies whose answers never change are asked once, here; every other policy is asked at the moment and only the
 * question that applies, as the table of JSR-107 demands. A policy that throws, or knows no duration for a new entry, is
 * answered for: a new entry is eternal, an existing one keeps its end.
 */
final class ExpiryRules {

    private static final Set<Class<?>> FIXED = Set.of(
            EternalExpiryPolicy.class,
            CreatedExpiryPolicy.class,
            ModifiedExpiryPolicy.class,
            AccessedExpiryPolicy.class,
            TouchedExpiryPolicy.class,
            FixedExpiryPolicy.class);

    private final ExpiryPolicy policy;
    private final boolean fixed;
    private final Ttl creation;
    private final Ttl update;
    private final Ttl access;
    private final boolean ignoresAccess;
    private final StoreRequest read;

    /** Rules that do not count accesses if they are told so. */
    ExpiryRules(ExpiryPolicy policy, boolean ignoresAccess) {
        this.policy = policy;
        this.ignoresAccess = ignoresAccess;
        this.fixed = FIXED.contains(policy.getClass());
        this.creation = fixed ? askCreation() : Ttl.ETERNAL;
        this.update = fixed ? askUpdate() : Ttl.KEEP;
        this.access = fixed && !ignoresAccess ? askAccess() : Ttl.KEEP;
        this.read = access.isKeep() ? StoreRequest.GET : new StoreRequest.Get(access, /* remainingTtl= */ false);
    }

    /** The policy that is asked. */
    ExpiryPolicy policy() {
        return policy;
    }

    /** Names the rules, for comparison with those of other JVMs. */
    String describe() {
        return fixed
                ? "creation " + describe(creation) + ", update " + describe(update) + ", access " + describe(access)
                : policy.getClass().getName();
    }

    private static String describe(Ttl ttl) {
        return ttl.isKeep() ? "unchanged" : ttl.isEternal() ? "eternal" : ttl.millis() + " ms";
    }

    /** Whether the answers are known beforehand. */
    boolean fixed() {
        return fixed;
    }

    /** Whether an access may be the end of an entry. */
    boolean mayExpireByAccess() {
        return !fixed || access.isZero();
    }

    Ttl creation() {
        return fixed ? creation : askCreation();
    }

    Ttl update() {
        return fixed ? update : askUpdate();
    }

    Ttl access() {
        return fixed || ignoresAccess ? access : askAccess();
    }

    /** Whether it is known that reading an entry leaves its time to live alone. */
    boolean readsAreQuiet() {
        return (fixed || ignoresAccess) && access.isKeep();
    }

    /** What a new entry gets by rules that are fixed; of no meaning for others. */
    Ttl fixedCreation() {
        return creation;
    }

    /** What an updated entry gets by rules that are fixed; of no meaning for others. */
    Ttl fixedUpdate() {
        return update;
    }

    /** The request that reads an entry, with the touch that fixed rules know beforehand. */
    StoreRequest read() {
        return read;
    }

    /** The touch of a read, as far as it is known beforehand. */
    Ttl readTouch() {
        return access;
    }

    static Ttl ttl(@Nullable Duration duration) {
        if (duration == null) {
            return Ttl.KEEP;
        }
        if (duration.isEternal()) {
            return Ttl.ETERNAL;
        }
        return Ttl.ofMillis(duration.getTimeUnit().toMillis(duration.getDurationAmount()));
    }

    // JSR-107 leaves open what a failing policy means; the reference implementation treats it as having no opinion
    private Ttl askCreation() {
        try {
            Ttl ttl = ttl(policy.getExpiryForCreation());
            return ttl.isKeep() ? Ttl.ETERNAL : ttl;
        } catch (RuntimeException e) {
            return Ttl.ETERNAL;
        }
    }

    private Ttl askUpdate() {
        try {
            return ttl(policy.getExpiryForUpdate());
        } catch (RuntimeException e) {
            return Ttl.KEEP;
        }
    }

    private Ttl askAccess() {
        try {
            return ttl(policy.getExpiryForAccess());
        } catch (RuntimeException e) {
            return Ttl.KEEP;
        }
    }
}
