// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jambry.OutcomeUnknownException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.processor.EntryProcessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is held while user code runs is given back, whatever that code throws. */
class ErrorPathsTest {

    private static final String ALL = "io.jambry.cache.CacheSetup#all";
    private static final String STORES = "io.jambry.cache.CacheSetup#stores";

    private static final EntryProcessor<String, String, String> WRITING = (entry, arguments) -> {
        entry.setValue("written");
        return "written";
    };

    /** An update by another thread and by another JVM: both would wait for a lock or claim that is still held. */
    private static void assertFree(Scene<String> scene, String key) throws Exception {
        assertThat(CompletableFuture.supplyAsync(() -> scene.cache.invoke(key, WRITING))
                        .get(2, TimeUnit.SECONDS))
                .isEqualTo("written");
        if (scene.setup.backing() == Backing.MEMORY) {
            // no other JVM sees these entries, and the claim of this one has just been got
            return;
        }
        try (Scene.Neighbour<String> other = scene.neighbour()) {
            assertThat(CompletableFuture.supplyAsync(() -> other.cache().invoke(key, WRITING))
                            .get(2, TimeUnit.SECONDS))
                    .isEqualTo("written");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void invokeAll_processorThrowsAnError_leavesEveryKeyFree(CacheSetup setup) throws Exception {
        try (Scene<String> scene = Scene.open(setup).with("a", "1", Map.entry("b", "2"))) {
            assertThatThrownBy(() -> scene.cache.invokeAll(Set.of("a", "b", "c"), (entry, arguments) -> {
                        throw new AssertionError("an error");
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("an error");

            for (String key : List.of("a", "b", "c")) {
                assertFree(scene, key);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void putAll_listenerThrowsAnError_leavesEveryKeyFree(CacheSetup setup) throws Exception {
        try (Scene<String> scene = Scene.open(setup)) {
            listen(
                    scene,
                    /* synchronous= */ true,
                    event -> {
                        throw new AssertionError("an error");
                    });

            Throwable thrown = catchThrowable(() -> scene.cache.putAll(Map.of("a", "1", "b", "2", "c", "3")));
            // a listener of a shared cache runs in another thread
            Throwable failure = setup.backing().isShared() ? thrown.getCause() : thrown;
            assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("an error");

            scene.cache.deregisterCacheEntryListener(configuration);
            for (String key : List.of("a", "b", "c")) {
                assertFree(scene, key);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void putAll_listenerThrowsTheSameExceptionForEachKey_leavesEveryKeyFree(CacheSetup setup) throws Exception {
        CacheEntryListenerException always = new CacheEntryListenerException("always this one");
        try (Scene<String> scene = Scene.open(setup)) {
            listen(
                    scene,
                    /* synchronous= */ true,
                    event -> {
                        throw always;
                    });

            assertThatThrownBy(() -> scene.cache.putAll(Map.of("a", "1", "b", "2", "c", "3")))
                    .isSameAs(always);

            scene.cache.deregisterCacheEntryListener(configuration);
            for (String key : List.of("a", "b", "c")) {
                assertFree(scene, key);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void invoke_processorThrowsAnUnknownOutcomeOfSomethingElse_givesTheClaimBack(CacheSetup setup) throws Exception {
        try (Scene<String> scene = Scene.open(setup)) {
            EntryProcessor<String, String, String> failing = (entry, arguments) -> {
                throw new OutcomeUnknownException("another cache's");
            };

            assertThatThrownBy(() -> scene.cache.invoke("a", failing)).isInstanceOf(OutcomeUnknownException.class);
            assertFree(scene, "a");
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void asynchronousListener_throwsAnError_getsTheNextEvent(CacheSetup setup) {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Scene<String> scene = Scene.open(setup)) {
            listen(
                    scene,
                    /* synchronous= */ false,
                    event -> {
                        heard.add(event.getKey());
                        throw new AssertionError("an error");
                    });

            scene.cache.put("a", "1");
            Awaitility.await().until(() -> heard.contains("a"));
            scene.cache.put("b", "2");

            Awaitility.await().until(() -> heard.contains("b"));
            assertThat(heard).containsExactly("a", "b");
        }
    }

    private MutableCacheEntryListenerConfiguration<String, String> configuration;

    private interface Hearing {
        void hear(CacheEntryEvent<? extends String, ? extends String> event);
    }

    private void listen(Scene<String> scene, boolean synchronous, Hearing hearing) {
        CacheEntryCreatedListener<String, String> listener = events -> events.forEach(hearing::hear);
        configuration = new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(listener), null, /* isOldValueRequired= */ false, synchronous);
        scene.cache.registerCacheEntryListener(configuration);
    }
}
