// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.migration;

import io.jambry.JambryCache;
import io.jambry.MigrationResult;
import java.net.URI;
import java.util.Properties;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/**
 * A cache of two servers goes from JDK serialization to JSON: first all read the new codec, then all write it, then a migration
 * rewrites what is left. Ends with 1 if anything cannot be read on the way.
 */
public final class Migrate {

    private static final int ORDERS = 1_000;

    private Migrate() {}

    public static void main(String[] arguments) {
        JambryCache<Integer, Order> one = server("one", "codec-read=json");
        JambryCache<Integer, Order> other = server("other", "codec-read=json");
        for (int i = 0; i < ORDERS; i++) {
            one.put(i, new Order("customer-" + i % 10, i));
        }

        restart(one);
        one = server("one-again", "codec=json", "codec-read=jdk");
        one.put(0, new Order("written as JSON", 1));
        require(other.get(0).pieces() == 1, "the server that was not restarted reads JSON");
        require(one.get(1).pieces() == 1, "the server that was restarted reads what is left");
        restart(other);
        other = server("other-again", "codec=json", "codec-read=jdk");

        System.out.println("dry run:   " + one.migration().dryRun().run());
        System.out.println(
                "migration: " + one.migration().entriesPerSecond(100_000).run());
        MigrationResult after = other.migration().dryRun().run();
        System.out.println("after it:  " + after);
        require(after.current() == ORDERS && after.rewritten() == 0, "all values are current");

        restart(one);
        restart(other);
        JambryCache<Integer, Order> last = server("last", "codec=json");
        for (int i = 1; i < ORDERS; i++) {
            require(last.get(i).pieces() == i, "a JVM that knows JSON alone reads everything");
        }
        restart(last);
    }

    /** A server of the application; each has a manager of its own. */
    private static JambryCache<Integer, Order> server(String name, String... settings) {
        Properties properties = new Properties();
        properties.setProperty("jambry.url", "embedded:migration");
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            properties.setProperty("jambry.caches.orders." + parts[0], parts[1]);
        }
        return JambryCache.of(Caching.getCachingProvider()
                .getCacheManager(URI.create("jambry:" + name), Migrate.class.getClassLoader(), properties)
                .createCache(
                        "orders", new MutableConfiguration<Integer, Order>().setTypes(Integer.class, Order.class)));
    }

    private static void restart(JambryCache<?, ?> cache) {
        cache.getCacheManager().close();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            System.err.println("migration: not so: " + what);
            System.exit(1);
        }
    }
}
