// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import io.jambry.CacheSettings;
import io.jambry.ValueCopier;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a near cache behaves.
 *
 * @param refills whether what this JVM writes is read back at once
 * @param maxEntries how many values it keeps; not looked at where there is a weight
 * @param maxWeight how many bytes it keeps, about; empty for counting values instead
 * @param maxAge how long a value is kept after it was read; null for as long as it is current
 * @param staleUpTo how long after the server was last heard of its values may be served when it cannot be asked
 * @param copier copies mutable values that are kept as objects; null to keep those as bytes
 */
public record NearSettings(
        boolean refills,
        long maxEntries,
        OptionalLong maxWeight,
        @Nullable Duration maxAge,
        Duration staleUpTo,
        @Nullable ValueCopier<?> copier) {

    /**
     * Takes from the settings of a cache what concerns its near cache.
     *
     * @param settings of a cache that has one
     * @return the settings
     */
    public static NearSettings of(CacheSettings settings) {
        return new NearSettings(
                settings.near() == CacheSettings.Near.UPDATE,
                settings.nearMaxEntries(),
                settings.nearMaxWeight(),
                settings.nearMaxAge().orElse(null),
                settings.serveNearUpTo(),
                settings.nearCopier().orElse(null));
    }
}
