// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import io.jambry.spi.Registry;
import io.jambry.spi.Registry.Entrance;
import io.jambry.spi.Wish;
import java.util.Map;
import java.util.Set;
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

    @Test
    void want_wish_growsTheNumberAndEndsWithTheCache() {
        Wish wish = new Wish(Set.of(ChangeKind.CREATED), Set.of(), Set.of());
        assertThatThrownBy(() -> registry.want("c", wish)).isInstanceOf(IllegalStateException.class);
        long before = registry.open("c", LONGS).mode().number();
        long changes = registry.renew().changes();

        Mode mode = registry.want("c", wish);

        assertThat(mode.number()).isGreaterThan(before);
        assertThat(mode.wish()).isEqualTo(wish);
        assertThat(registry.want("c", wish)).isEqualTo(mode);
        assertThat(registry.modes()).isEqualTo(Map.of("c", mode));
        registry.confirm("c", mode.number());
        assertThat(registry.unconfirmed("c", mode.number())).isEmpty();
        assertThat(registry.renew().changes()).isNotEqualTo(changes);

        registry.close("c");
        assertThat(registry.modes()).isEmpty();
        Mode after = registry.open("c", LONGS).mode();
        assertThat(after.wishes()).isEmpty();
        assertThat(after.number()).isGreaterThan(mode.number());
    }
}
