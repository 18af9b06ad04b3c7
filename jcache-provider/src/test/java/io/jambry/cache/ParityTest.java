// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.Trap;
import io.jambry.cache.CacheSetup.Expiry;
import io.jambry.cache.Deed.Before;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation through the same scenarios: what it counts, publishes, writes through and leaves behind. */
class ParityTest {

    private static final Map<CacheSetup, Scene<String>> SCENES = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        SCENES.values().forEach(Scene::close);
        SCENES.clear();
    }

    static Stream<Arguments> rows() {
        return CacheSetup.all().flatMap(setup -> Deed.all().stream().map(deed -> Arguments.of(setup, deed)));
    }

    static Stream<Arguments> arbitraryRows() {
        return rows().filter(row -> ((CacheSetup) row.get()[0]).expiry() == Expiry.ARBITRARY);
    }

    static Stream<Arguments> expiredRows() {
        return CacheSetup.all()
                .flatMap(setup -> Deed.all().stream()
                        .filter(deed -> deed.before() == Before.ABSENT)
                        .map(deed -> Arguments.of(setup, deed)));
    }

    @Trap({3, 4, 9, 10, 24, 31, 35, 36, 40, 51})
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void operation_countsPublishesAndWritesAsTheTablesSay(CacheSetup setup, Deed deed) {
        Scene<String> scene = scene(setup);
        scene.cache.clear();
        if (deed.before() == Before.PRESENT) {
            scene.cache.put(Deed.KEY, "old");
        }
        scene.forget();

        Object result = deed.action().apply(scene.cache);

        check(scene, deed, result, scene.events.take());
    }

    @Trap({14, 18, 32})
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("expiredRows")
    void operation_expiredEntry_isAsIfThereWereNone(CacheSetup setup, Deed deed) {
        Scene<String> scene = scene(setup);
        scene.cache.clear();
        scene.cache.put(Deed.KEY, "old");
        scene.forget();
        scene.expire(Deed.KEY);

        Object result = deed.action().apply(scene.cache);

        List<String> events = new ArrayList<>(scene.events.take());
        if (setup.listeners() && setup.backing() == Backing.MEMORY && !deed.mayLeaveExpired()) {
            assertThat(events).first().isEqualTo("EXPIRED k<-old");
        }
        if (!events.isEmpty() && events.get(0).startsWith("EXPIRED")) {
            events.remove(0);
        }
        check(scene, deed, result, events);
    }

    private static void check(Scene<String> scene, Deed deed, Object result, List<String> events) {
        CacheSetup setup = scene.setup;
        assertThat(scene.tally()).as("statistics").isEqualTo(deed.tally());
        assertThat(result).as("result").isEqualTo(deed.result());
        assertThat(events).as("events").isEqualTo(setup.listeners() ? deed.events() : List.of());
        assertThat(scene.writer.take()).as("writer").isEqualTo(setup.writer() ? deed.writes() : List.of());
        assertThat(scene.cache.get(Deed.KEY)).as("afterwards").isEqualTo(deed.after());
    }

    private static Scene<String> scene(CacheSetup setup) {
        return SCENES.computeIfAbsent(setup, Scene::open);
    }

    /** Which question a policy is asked, by operation. */
    @Trap({8, 12})
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("arbitraryRows")
    void operation_asksTheOneDurationThatApplies(CacheSetup setup, Deed deed) {
        Scene<String> scene = scene(setup);
        scene.cache.clear();
        if (deed.before() == Before.PRESENT) {
            scene.cache.put(Deed.KEY, "old");
        }
        scene.forget();

        Object unused = deed.action().apply(scene.cache);

        assertThat(scene.asked()).isEqualTo(questions(deed));
    }

    private static List<String> questions(Deed deed) {
        if (!deed.events().isEmpty() && deed.after() != null) {
            List<String> change = deed.before() == Before.ABSENT ? List.of("creation") : List.of("update");
            return deed.name().equals("replaceIf") ? List.of("access", "update") : change;
        }
        boolean reads = List.of(
                        "get", "getAll", "replace other", "remove other", "invoke get", "getOrCompute", "getVersioned")
                .contains(deed.name());
        return reads && deed.before() == Before.PRESENT ? List.of("access") : List.of();
    }
}
