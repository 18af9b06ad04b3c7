// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArbitraryExpiryTest {

    @Test
    void in_standardPolicy_hidesItsClassAndKeepsItsAnswers() {
        MutableConfiguration<String, String> given = new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR));

        CompleteConfiguration<String, String> seen = ArbitraryExpiryFactory.in(given);

        ExpiryPolicy policy = seen.getExpiryPolicyFactory().create();
        assertThat(policy).isExactlyInstanceOf(ArbitraryExpiryPolicy.class);
        assertThat(policy.getExpiryForCreation()).isEqualTo(Duration.ONE_HOUR);
        assertThat(policy.getExpiryForAccess()).isNull();
        assertThat(seen.getKeyType()).isEqualTo(String.class);
    }

    @Test
    void in_sameConfigurationTwice_isEqual() {
        MutableConfiguration<String, String> given = new MutableConfiguration<>();

        assertThat(ArbitraryExpiryFactory.in(given)).isEqualTo(ArbitraryExpiryFactory.in(given));
    }

    @Test
    void takenOutOf_wrappedConfiguration_isTheOneGiven() {
        MutableConfiguration<String, String> given = new MutableConfiguration<>();

        CompleteConfiguration<String, String> taken =
                ArbitraryExpiryFactory.takenOutOf(ArbitraryExpiryFactory.in(given));

        assertThat(taken).isEqualTo(given);
        assertThat(taken.getExpiryPolicyFactory().create()).isInstanceOf(EternalExpiryPolicy.class);
    }

    @Test
    void close_closeablePolicy_closesIt() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();

        new ArbitraryExpiryPolicy(new ClosingPolicy(closed)).close();

        assertThat(closed).isTrue();
    }

    private record ClosingPolicy(AtomicBoolean closed) implements ExpiryPolicy, Closeable {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
