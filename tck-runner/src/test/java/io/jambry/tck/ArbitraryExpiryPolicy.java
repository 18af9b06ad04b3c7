// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import java.io.Closeable;
import java.io.IOException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * An expiry policy of the application's own class: it asks another policy each time, so nobody can know its answers
 * beforehand. Closes that policy with itself.
 */
final class ArbitraryExpiryPolicy implements ExpiryPolicy, Closeable {

    private final ExpiryPolicy policy;

    ArbitraryExpiryPolicy(ExpiryPolicy policy) {
        this.policy = policy;
    }

    @Override
    public @Nullable Duration getExpiryForCreation() {
        return policy.getExpiryForCreation();
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
        return policy.getExpiryForAccess();
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
        return policy.getExpiryForUpdate();
    }

    @Override
    public void close() throws IOException {
        if (policy instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
