// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.CacheSettings.ReadFailure;
import io.jambry.CacheSettings.WriteFailure;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.net.URI;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tolerant cache reads before it decides about a change: when that read fails, it does not decide. */
class OutageDecisionsTest {

    private static final CacheSettings TOLERANT = CacheSettings.builder()
            .onReadFailure(ReadFailure.MISS)
            .onWriteFailure(WriteFailure.SKIP)
            .build();

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
    private final CachingProvider provider = new JambryCachingProvider();

    @AfterEach
    void close() {
        provider.close();
        server.close();
    }

    @Test
    void removeAll_heard_fails() {
        CacheEntryRemovedListener<String, String> listener = events -> {};
        Cache<String, String> cache = cache(strings()
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(listener),
                        null,
                        /* isOldValueRequired= */ true,
                        /* isSynchronous= */ true)));
        cache.put("key", "value");
        server.close();

        assertFails(() -> cache.removeAll(Set.of("key")));
    }

    @Test
    void conditionalWrites_policyHasToBeAsked_fail() {
        Cache<String, String> cache = cache(strings().setExpiryPolicyFactory(new SingletonFactory<>(new Asked())));
        cache.put("key", "value");
        server.close();

        assertFails(() -> cache.replace("key", "other"));
        assertFails(() -> cache.replace("key", "value", "other"));
        assertFails(() -> cache.getAndReplace("key", "other"));
        assertFails(() -> cache.putIfAbsent("key", "other"));
    }

    private static void assertFails(ThrowingCallable operation) {
        assertThatThrownBy(operation)
                .isInstanceOfAny(NotExecutedException.class, OutcomeUnknownException.class)
                .hasMessageContaining(" on 127.0.0.1:");
    }

    private Cache<String, String> cache(MutableConfiguration<String, String> configuration) {
        Properties properties = TOLERANT.toDefaultProperties();
        properties.setProperty("jambry.timeout", "1s");
        return provider.getCacheManager(URI.create(server.url()), null, properties)
                .createCache("decisions", configuration);
    }

    private static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    /** A policy that the provider does not know. */
    private static final class Asked implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }
    }
}
