// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What JMX shows of caches whose names it cannot tell apart. */
class ShownNamesTest {

    private final CachingProvider provider = new JambryCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    private static MutableConfiguration<String, String> shown() {
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setManagementEnabled(true)
                .setStatisticsEnabled(true);
    }

    private static Set<String> names(String cache) throws MalformedObjectNameException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("javax.cache:*,Cache=" + cache), null)
                .stream()
                .map(ObjectName::toString)
                .collect(Collectors.toSet());
    }

    @Test
    void cachesOfTheSameObjectName_closingTheSecond_leavesTheFirstShown() throws Exception {
        CacheManager manager = provider.getCacheManager(URI.create("memory:shown"), null);
        manager.createCache("alike.name", shown());
        Cache<String, String> second = manager.createCache("alike:name", shown());
        assertThat(names("alike.name")).hasSize(2);

        second.close();

        assertThat(names("alike.name")).hasSize(2);
    }
}
