// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lease of an update that takes long is prolonged, whatever others do with the entry meanwhile. */
class LeaseRenewalTest {

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#plain")
    void invoke_longerThanItsLeaseWhileOthersLook_runsOnce(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.invoke-lease", "1s")
                .open()
                .with("k", "same")) {
            AtomicInteger runs = new AtomicInteger();

            scene.cache.invoke("k", (entry, arguments) -> {
                runs.incrementAndGet();
                CompletableFuture.runAsync(() -> {
                            scene.cache.putIfAbsent("k", "other");
                            scene.cache.putAll(Map.of("k", "same"));
                        })
                        .join();
                long end = System.nanoTime() + 1_800_000_000L;
                while (System.nanoTime() - end < 0) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
                entry.setValue("processed");
                return null;
            });

            assertThat(runs).hasValue(1);
            assertThat(scene.cache.get("k")).isEqualTo("processed");
        }
    }
}
