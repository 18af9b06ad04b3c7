// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is noted before a result is made, to be stored with it.
 *
 * @param generations of its tags; empty if it has none, null if they could not be noted, so that the result must not be stored
 */
record Stamp(@Nullable Map<String, String> generations) {

    static final Stamp NONE = new Stamp(Map.of());

    /**
     * The stamp of a result.
     *
     * @param tags its tags, one at least
     * @param now the generations of tags; without some of them, the result must not be stored
     */
    static Stamp of(Collection<String> tags, Map<String, String> now) {
        Map<String, String> own = new HashMap<>();
        for (String tag : tags) {
            String generation = now.get(tag);
            if (generation == null) {
                return new Stamp(null);
            }
            own.put(tag, generation);
        }
        return new Stamp(Map.copyOf(own));
    }

    /** What to store for a value; null to store nothing. */
    @Nullable
    Object on(@Nullable Object value) {
        if (value == null || generations == null) {
            return null;
        }
        return generations.isEmpty() ? value : new Tagged(value, generations);
    }
}
