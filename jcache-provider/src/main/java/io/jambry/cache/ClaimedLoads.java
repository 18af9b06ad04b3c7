// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static java.util.Objects.requireNonNull;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.cache.Attempt.Opening;
import io.jambry.cache.BulkUpdates.Batch;
import io.jambry.cache.Plan.Through;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads under a claim on the entry, for caches with a queue before their system of record: writes take the same claim, so none can be
 * queued, carried out and gone from the cache again while a load is on its way with an older value.
 *
 * <p>Thread-safe.
 */
final class ClaimedLoads<K, V> {

    private final CacheParts<K, V> parts;
    private final EntryUpdates<K, V> updates;

    ClaimedLoads(CacheParts<K, V> parts, EntryUpdates<K, V> updates) {
        this.parts = parts;
        this.updates = updates;
    }

    /** Loads an entry that a read has not found. */
    @Nullable
    V load(K key, byte[] bytes) {
        ReadThrough<K, V> loader = requireNonNull(parts.loader());
        Update<V, V> update = load(key, /* replacing= */ false, loader::load);
        try {
            return updates.run(
                    key, bytes, update, Opening.CLAIM, null, parts.counters().start());
        } catch (NotExecutedException | OutcomeUnknownException e) {
            if (parts.skipsFailedWrites()) {
                return loader.load(key);
            }
            throw e;
        }
    }

    /**
     * Loads entries, the loader being asked for all of them at once.
     *
     * @param replacing whether also those that are there
     * @return what there is afterwards
     */
    Map<K, V> loadAll(Collection<K> keys, boolean replacing) {
        Together together = new Together(requireNonNull(parts.loader()), replacing);
        List<Attempt<K, V, ?>> attempts = new ArrayList<>(keys.size());
        for (K key : keys) {
            Update<V, V> update = load(key, replacing, together::load);
            attempts.add(updates.attempt(key, parts.keys().encode(key), update, Opening.CLAIM));
        }
        together.attempts.addAll(attempts);
        new BulkUpdates<>(
                        parts,
                        updates,
                        Opening.CLAIM,
                        null,
                        BulkUpdates.stopAtFirst(),
                        parts.counters().start())
                .run(attempts, Batch.NONE);
        Map<K, V> loaded = new HashMap<>();
        for (Attempt<K, V, ?> attempt : attempts) {
            @SuppressWarnings("unchecked") // the updates of all attempts are those made above
            V value = attempt.isPlanned() ? (V) attempt.planned().result() : null;
            if (value != null) {
                loaded.put(attempt.key, value);
            }
        }
        return loaded;
    }

    private static <K, V> Update<V, V> load(K key, boolean replacing, Function<K, @Nullable V> source) {
        Operation operation = replacing ? Operation.LOAD : Operation.LOAD_ABSENT;
        return before -> {
            if (before.present() && !replacing) {
                return Plan.nothing(operation, before.value());
            }
            V loaded = source.apply(key);
            return loaded == null
                    ? Plan.nothing(operation, null)
                    : Plan.<V, V>put(operation, before, before.encoded(loaded), Through.NOTHING, loaded, loaded)
                            .orIfRefused(null);
        };
    }

    /** One call of the loader for all entries that are claimed when the first of them is asked for. Confined to one thread. */
    private final class Together {

        private final ReadThrough<K, V> loader;
        private final boolean replacing;
        private final List<Attempt<K, V, ?>> attempts = new ArrayList<>();
        private final Map<K, V> loaded = new HashMap<>();
        private final Set<K> known = new HashSet<>();
        private boolean asked;

        Together(ReadThrough<K, V> loader, boolean replacing) {
            this.loader = loader;
            this.replacing = replacing;
        }

        @Nullable
        V load(K key) {
            if (!asked) {
                asked = true;
                attempts.stream()
                        .filter(Attempt::claimed)
                        .filter(attempt -> replacing || !attempt.before().present())
                        .forEach(attempt -> known.add(attempt.key));
                if (!known.isEmpty()) {
                    loaded.putAll(loader.loadAll(known));
                }
            }
            // once only: an update that runs again has to look again
            return known.remove(key) ? loaded.get(key) : loader.load(key);
        }
    }
}
