// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Counters of a cache, or what one operation added to them. */
record Stats(long hits, long misses, long puts, long removals) {

    private static final String[] NAMES = {"CacheHits", "CacheMisses", "CachePuts", "CacheRemovals"};
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    static ObjectName nameOf(String cacheName) {
        try {
            Set<ObjectName> names = SERVER.queryNames(
                    new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cacheName + ",*"), null);
            if (names.size() != 1) {
                throw new IllegalStateException("cache '" + cacheName + "' has the statistics " + names);
            }
            return names.iterator().next();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stats read(ObjectName name) {
        try {
            List<Attribute> values = SERVER.getAttributes(name, NAMES).asList();
            return new Stats(number(values, 0), number(values, 1), number(values, 2), number(values, 3));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(List<Attribute> values, int index) {
        return (Long) values.get(index).getValue();
    }

    Stats since(Stats before) {
        return new Stats(hits - before.hits, misses - before.misses, puts - before.puts, removals - before.removals);
    }

    Stats missInsteadOfHit() {
        return new Stats(hits - 1, misses + 1, puts, removals);
    }

    Stats lessRemovals(long number) {
        return new Stats(hits, misses, puts, removals - number);
    }
}
