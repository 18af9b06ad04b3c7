// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.cache.CacheConfiguration;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.ValueCodec;
import io.jambry.near.NearCache;
import io.jambry.near.NearLibrary;
import io.jambry.near.NearSettings;
import io.jambry.near.NearStore;
import io.jambry.spi.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store with the near cache that its settings ask for.
 *
 * @param store the store, with the near cache before it if there is one
 * @param near the near cache; null if there is none
 */
record Nearness<K, V>(Store store, @Nullable NearCache<K, V> near) {

    static <K, V> Nearness<K, V> of(
            String name,
            Store store,
            CacheConfiguration<K, V> configuration,
            CacheSettings settings,
            KeyCodec keys,
            ValueCodec values) {
        if (settings.near() == CacheSettings.Near.OFF || store.isLocal()) {
            return new Nearness<>(store, null);
        }
        NearLibrary.require(name);
        NearSettings how = NearSettings.of(settings);
        NearCache<K, V> near = new NearCache<>(how, keys, values, configuration::isStatisticsEnabled);
        Optional<NearStore> layer = NearStore.around(store, near, how.refills());
        return layer.isPresent() ? new Nearness<>(layer.get(), near) : new Nearness<>(store, null);
    }
}
