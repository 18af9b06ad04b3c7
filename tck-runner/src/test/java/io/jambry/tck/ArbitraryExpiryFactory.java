// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;

/**
 * Makes an {@link ArbitraryExpiryPolicy} of whatever policy another factory makes. Two of them are equal when those
 * factories are, so configurations compare as they did before.
 */
record ArbitraryExpiryFactory(Factory<? extends ExpiryPolicy> policies) implements Factory<ExpiryPolicy> {

    /** The same configuration with an arbitrary policy; one without a policy gets the default of JSR-107, wrapped. */
    static <K, V> CompleteConfiguration<K, V> in(Configuration<K, V> configuration) {
        MutableConfiguration<K, V> copy = configuration instanceof CompleteConfiguration<K, V> complete
                ? new MutableConfiguration<>(complete)
                : new MutableConfiguration<K, V>()
                        .setTypes(configuration.getKeyType(), configuration.getValueType())
                        .setStoreByValue(configuration.isStoreByValue());
        if (copy.getExpiryPolicyFactory() == null) {
            copy.setExpiryPolicyFactory(null); // which JSR-107 reads as "the default"
        }
        return copy.setExpiryPolicyFactory(new ArbitraryExpiryFactory(copy.getExpiryPolicyFactory()));
    }

    /** The same configuration with the policies it had before {@link #in}. */
    static <K, V> CompleteConfiguration<K, V> takenOutOf(CompleteConfiguration<K, V> configuration) {
        return configuration.getExpiryPolicyFactory() instanceof ArbitraryExpiryFactory arbitrary
                ? new MutableConfiguration<>(configuration).setExpiryPolicyFactory(arbitrary.policies())
                : configuration;
    }

    @Override
    public ExpiryPolicy create() {
        return new ArbitraryExpiryPolicy(policies.create());
    }
}
