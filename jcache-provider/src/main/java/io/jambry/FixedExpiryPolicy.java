// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.io.Serializable;
import java.util.Objects;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * An expiry policy whose three durations never change. The provider reads them once, so that writing an entry costs one round
 * trip; the five standard policies of JSR-107 are treated the same.
 *
 * <p>Immutable and serializable.
 */
public final class FixedExpiryPolicy implements ExpiryPolicy, Serializable {

    private static final long serialVersionUID = 1L;

    /** How long a new entry lives. */
    private final Duration creation;

    /** How long an entry lives after a read; null leaves its end where it is. */
    private final @Nullable Duration access;

    /** How long an entry lives after an update; null leaves its end where it is. */
    private final @Nullable Duration update;

    /**
     * Makes the policy.
     *
     * @param creation how long a new entry lives
     * @param access how long an entry lives after a read; null leaves its end where it is
     * @param update how long an entry lives after an update; null leaves its end where it is
     */
    public FixedExpiryPolicy(Duration creation, @Nullable Duration access, @Nullable Duration update) {
        this.creation = Objects.requireNonNull(creation, "creation");
        this.access = access;
        this.update = update;
    }

    @Override
    public Duration getExpiryForCreation() {
        return creation;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
        return access;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
        return update;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FixedExpiryPolicy policy
                && creation.equals(policy.creation)
                && Objects.equals(access, policy.access)
                && Objects.equals(update, policy.update);
    }

    @Override
    public int hashCode() {
        return Objects.hash(creation, access, update);
    }
}
