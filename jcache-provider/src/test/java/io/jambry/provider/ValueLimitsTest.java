// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.EncodingException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of a serialized value are those that its cache is set to. */
class ValueLimitsTest {

    private final CachingProvider provider = new JambryCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({
        "jdk-max-depth, 3",
        "jdk-max-collections, 3",
        "jdk-max-references, 10",
        "jdk-max-array, 20",
        "max-value-bytes, 100",
    })
    void put_valueBeyondALimit_isRefusedNamingTheSetting(String key, String limit) {
        Cache<String, Object> limited =
                cache("limited", CacheSettings.builder().set(key, limit).build());
        Cache<String, Object> free = cache("free", CacheSettings.builder().build());
        ArrayList<Object> value = value();

        free.put("key", value);
        assertThat(free.get("key")).isEqualTo(value);
        assertThatThrownBy(() -> limited.put("key", value))
                .isInstanceOf(EncodingException.class)
                .hasStackTraceContaining(key);
        assertThat(limited.containsKey("key")).isFalse();
    }

    /** Eight lists within each other, and a hundred characters in the innermost. */
    private static ArrayList<Object> value() {
        ArrayList<Object> value = new ArrayList<>(Collections.nCopies(100, 'c'));
        for (int i = 0; i < 8; i++) {
            value = new ArrayList<>(Collections.nCopies(1, value));
        }
        return value;
    }

    private Cache<String, Object> cache(String name, CacheSettings settings) {
        return provider.getCacheManager(URI.create("memory:value-limits"), null, settings.toProperties(name))
                .createCache(name, new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
    }
}
