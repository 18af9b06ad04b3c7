// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.provider.JambryCachingProvider;
import java.util.concurrent.ThreadLocalRandom;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;

/**
 * What the other JVM runs: it writes rising numbers into a few entries and says which were acknowledged, and brings to the {@link Shop} what
 * any JVM has queued; or it begins to and hangs.
 */
public final class BehindJvm {

    static final int KEYS = 20;

    private BehindJvm() {}

    /** What to do, the name of the cache, the prefix of its own keys, host, port and password of the server. */
    public static void main(String[] arguments) throws InterruptedException {
        Shop shop = new Shop(arguments[1], arguments[3], Integer.parseInt(arguments[4]), arguments[5]);
        boolean hangs = arguments[0].equals("hang");
        JambryCachingProvider provider = new JambryCachingProvider();
        Cache<String, Long> cache = provider.getCacheManager()
                .createCache(arguments[1], configuration(hangs ? shop.thatHangs() : shop.writer()));
        if (hangs) {
            cache.put(arguments[2], 1L);
            Thread.currentThread().join();
        }
        for (long number = 1; true; number++) {
            String key = arguments[2] + ThreadLocalRandom.current().nextInt(KEYS);
            cache.put(key, number);
            System.out.println(key + "=" + number);
        }
    }

    static MutableConfiguration<String, Long> configuration(ShopWriter writer) {
        return new MutableConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setWriteThrough(true)
                .setCacheWriterFactory(new SingletonFactory<>(writer));
    }
}
