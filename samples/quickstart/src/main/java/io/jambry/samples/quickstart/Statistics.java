// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The statistics of a cache in this JVM, which JSR-107 shows by JMX. */
final class Statistics {

    private Statistics() {}

    static CacheStatisticsMXBean of(Cache<?, ?> cache) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName pattern = new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cache.getName() + ",*");
            return server.queryNames(pattern, null).stream()
                    .findFirst()
                    .map(name -> JMX.newMXBeanProxy(server, name, CacheStatisticsMXBean.class))
                    .orElseThrow(() -> new IllegalStateException(
                            "cache '" + cache.getName() + "' has no statistics; set statisticsEnabled to true"));
        } catch (JMException e) {
            throw new IllegalStateException("cache '" + cache.getName() + "' makes no JMX object name", e);
        }
    }
}
