// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cache.CacheLife;
import io.jambry.cache.StandardCache;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The URI of a manager is a part of the names of its beans, whatever characters it has. */
class JmxRegistrationTest {

    private final CachingProvider provider = new JambryCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    private CacheLife<?, ?> life() {
        return provider.getCacheManager(URI.create("memory:jmx-registration"), null)
                .createCache("urls", new MutableConfiguration<>())
                .unwrap(StandardCache.class)
                .life();
    }

    private static Set<String> managers() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("javax.cache:*,Cache=urls"), null)
                .stream()
                .map(name -> name.getKeyProperty("CacheManager"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "'redis+sentinel://a:1,b:2/0', redis+sentinel.//a.1.b.2/0",
        "'valkeys+cluster://%5B::1%5D:1,h_2', valkeys+cluster.//%5B..1%5D.1.h_2",
        "redis+cluster://[::1]:1, redis+cluster.//[..1].1",
    })
    void show_managerWithSeveralHosts_hasOneName(String uri, String name) throws Exception {
        JmxRegistration registration = new JmxRegistration(URI.create(uri));
        CacheLife<?, ?> life = life();

        registration.configuration(life, true);
        registration.statistics(life, true);
        Set<String> shown = managers();
        registration.configuration(life, false);
        registration.statistics(life, false);

        assertThat(shown).containsExactly(name);
        assertThat(managers()).isEmpty();
    }
}
