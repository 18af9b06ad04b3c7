// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import io.jambry.JambryCache;
import io.jambry.MigrationResult;
import io.jambry.cache.Parcel;
import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.util.Map;

/** Another JVM that migrates a cache and prints its figures after each page; it may be killed at any time. */
final class MigratingJvm {

    static final String CACHE = "parcels";

    private MigratingJvm() {}

    /** The settings of those who write the new form. */
    static Map<String, String> settings() {
        return Map.of("defaults.codec", "json", "defaults.codec-read", "jdk");
    }

    public static void main(String[] arguments) {
        try (JambryCachingProvider provider = new JambryCachingProvider()) {
            JambryCache<String, Parcel> cache = JambryCache.of(provider.getCacheManager(
                            URI.create(arguments[0]),
                            MigratingJvm.class.getClassLoader(),
                            Client.properties(settings()))
                    .getCache(CACHE, String.class, Parcel.class));
            say(
                    "result",
                    cache.migration().onProgress(soFar -> say("sofar", soFar)).run());
        }
    }

    private static void say(String what, MigrationResult figures) {
        System.out.println(what + " " + figures.lookedAt() + " " + figures.rewritten() + " " + figures.current() + " "
                + figures.changed() + " " + figures.complete());
        System.out.flush();
    }
}
