// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.spi.Registry;
import io.jambry.spi.Registry.Entrance;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The register of a namespace that has one member; what several members do to each other cannot happen in it. */
class MemoryRegistryTest {

    private static final Map<String, String> LONGS = Map.of("value-type", "java.lang.Long");
    private static final Map<String, String> TEXTS = Map.of("value-type", "java.lang.String");

    private final Registry registry = new MemoryNamespace(() -> 0).registry();

    @Test
    void open_newThenEqualThenOther_createsJoinsReplaces() {
        assertThat(registry.open("c", LONGS).entrance()).isEqualTo(Entrance.CREATED);
        assertThat(registry.open("c", LONGS).entrance()).isEqualTo(Entrance.JOINED);
        Registry.Registration replaced = registry.open("c", TEXTS);

        assertThat(replaced.entrance()).isEqualTo(Entrance.REPLACED);
        assertThat(replaced.previous()).isEqualTo(LONGS);
        assertThat(registry.find("c")).contains(TEXTS);
    }

    @Test
    void close_cache_keepsItRegistered() {
        registry.open("c", LONGS);
        registry.close("c");
        registry.close("unknown");

        assertThat(registry.names()).containsExactly("c");
    }

    @Test
    void remove_cache_isGone() {
        registry.open("c", LONGS);

        assertThat(registry.remove("c")).isTrue();
        assertThat(registry.remove("c")).isFalse();
        assertThat(registry.find("c")).isEmpty();
        assertThat(registry.names()).isEmpty();
    }

    @Test
    void names_areASnapshot() {
        registry.open("c", LONGS);
        var names = registry.names();
        registry.open("d", LONGS);

        assertThat(names).containsExactly("c");
        assertThat(registry.renew().held()).isTrue();
    }
}
