// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.provider.JambryCachingProvider;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;

/** What the other JVM runs: eight threads that count in one entry, or a processor that never ends. */
public final class IncrementingJvm {

    static final String KEY = "k";
    static final int THREADS = 8;
    static final int INCREMENTS = 1_000;

    static final EntryProcessor<String, Long, Long> PROCESSOR = (entry, arguments) -> {
        long next = entry.exists() ? entry.getValue() + 1 : 1;
        entry.setValue(next);
        return next;
    };

    private IncrementingJvm() {}

    public static void main(String[] arguments) {
        try (JambryCachingProvider provider = new JambryCachingProvider()) {
            Cache<String, Long> cache = provider.getCacheManager().getCache(arguments[1], String.class, Long.class);
            if (arguments[0].equals("hang")) {
                cache.invoke(KEY, (entry, none) -> {
                    System.out.print('!');
                    System.out.flush();
                    while (true) {
                        Thread.onSpinWait();
                    }
                });
            }
            boolean done = Crowd.run(THREADS, () -> {
                        for (int i = 0; i < INCREMENTS; i++) {
                            cache.invoke(KEY, PROCESSOR);
                        }
                        return "done";
                    })
                    .stream()
                    .allMatch("done"::equals);
            if (!done) {
                System.exit(1);
            }
        }
    }
}
