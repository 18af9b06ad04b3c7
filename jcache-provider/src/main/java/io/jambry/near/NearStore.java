// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.near.Spot.Reading;
import io.jambry.spi.Consistency;
import io.jambry.spi.ForwardingStore;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.WatchedReads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store with a near cache before it: plain reads are watched and kept, and what this JVM changes is gone from near before the
 * change returns, whatever came of it. It answers from near only where the store failed and the cache is set so; who wants a
 * value that is at hand asks the near cache.
 *
 * <p>Thread-safe.
 */
public final class NearStore extends ForwardingStore {

    private final NearCache<?, ?> near;
    private final WatchedReads watched;
    private final boolean refills;
    private final Reads reads;

    private enum Reads {
        /** Kept near. */
        KEPT,
        /** Passed on: they are asked of replicas, or decide about a change. */
        PLAIN
    }

    private NearStore(Store store, NearCache<?, ?> near, WatchedReads watched, boolean refills, Reads reads) {
        super(store);
        this.near = near;
        this.watched = watched;
        this.refills = refills;
        this.reads = reads;
    }

    /**
     * Puts a near cache before a store.
     *
     * @param store a store that lets what is read be watched; closed with this one
     * @param near the near cache, of no other store
     * @param refills whether what is written here is read back at once
     * @return the store; empty if the store does not need a near cache, being in this JVM
     */
    public static Optional<NearStore> around(Store store, NearCache<?, ?> near, boolean refills) {
        return store.watch(near).map(watched -> new NearStore(store, near, watched, refills, Reads.KEPT));
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        if (StoreRequest.GET.equals(request)) {
            return reads == Reads.KEPT ? read(key) : store.execute(key, request);
        }
        if (!mayChange(request)) {
            return store.execute(key, request);
        }
        StoreReply reply;
        try {
            reply = store.execute(key, request);
        } finally {
            near.drop(key);
        }
        if (refills && isWritten(request, reply)) {
            refill(List.of(key));
        }
        return reply;
    }

    private static boolean mayChange(StoreRequest request) {
        return switch (request.verb()) {
            case PUT, REMOVE, TOUCH, REWRITE, ADD -> true;
            case GET -> !((StoreRequest.Get) request).touch().isKeep();
            case EXISTS, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> false;
        };
    }

    private static boolean isWritten(StoreRequest request, StoreReply reply) {
        return switch (request.verb()) {
            case PUT, ADD ->
                reply.outcome() == Outcome.DONE
                        || reply.outcome() == Outcome.CREATED
                        || reply.outcome() == Outcome.UPDATED;
            default -> false;
        };
    }

    private StoreReply read(byte[] key) {
        Object place = near.place(key);
        Reading reading = near.begin(place);
        try {
            return place == null || reading == null
                    ? store.execute(key, StoreRequest.GET)
                    : near.end(place, reading, key, watched.read(key));
        } catch (NotExecutedException | OutcomeUnknownException e) {
            byte[] stale = near.stale(key);
            if (stale == null) {
                throw e;
            }
            return StoreReply.found(stale);
        } finally {
            abandon(place, reading);
        }
    }

    /** If nothing has become of a mark, because reading failed, it goes. */
    private void abandon(@Nullable Object place, @Nullable Reading reading) {
        if (place != null && reading != null) {
            near.abandon(place, reading);
        }
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
        if (reads == Reads.KEPT && requests.stream().allMatch(StoreRequest.GET::equals)) {
            return readAll(keys);
        }
        List<StoreReply> replies;
        try {
            replies = store.executeAll(keys, requests);
        } finally {
            for (int i = 0; i < keys.size(); i++) {
                if (mayChange(requests.get(i))) {
                    near.drop(keys.get(i));
                }
            }
        }
        if (refills) {
            List<byte[]> written = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                if (isWritten(requests.get(i), replies.get(i))) {
                    written.add(keys.get(i));
                }
            }
            refill(written);
        }
        return replies;
    }

    private List<StoreReply> readAll(List<byte[]> keys) {
        List<@Nullable Object> places = new ArrayList<>(keys.size());
        List<@Nullable Reading> readings = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            Object place = near.place(key);
            places.add(place);
            readings.add(near.begin(place));
        }
        try {
            List<StoreReply> replies = new ArrayList<>(watched.readAll(keys));
            for (int i = 0; i < keys.size(); i++) {
                Object place = places.get(i);
                Reading reading = readings.get(i);
                if (place != null && reading != null) {
                    replies.set(i, near.end(place, reading, keys.get(i), replies.get(i)));
                }
            }
            return replies;
        } catch (NotExecutedException | OutcomeUnknownException e) {
            List<StoreReply> stale = allStale(keys);
            if (stale == null) {
                throw e;
            }
            return stale;
        } finally {
            for (int i = 0; i < keys.size(); i++) {
                abandon(places.get(i), readings.get(i));
            }
        }
    }

    /** All values; null if one is missing, because whether it exists is not known. */
    private @Nullable List<StoreReply> allStale(List<byte[]> keys) {
        List<StoreReply> stale = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            byte[] value = near.stale(key);
            if (value == null) {
                return null;
            }
            stale.add(StoreReply.found(value));
        }
        return stale;
    }

    /** Reads back what was written. A write is not watched by the server, only a read behind it is. */
    private void refill(List<byte[]> keys) {
        Map<EncodedKey, Reading> readings = new HashMap<>();
        List<byte[]> read = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            Reading reading = near.begin(near.place(key), /* ordered= */ true);
            if (reading != null) {
                readings.put(new EncodedKey(key), reading);
                read.add(key);
            }
        }
        if (read.isEmpty()) {
            return;
        }
        watched.readLater(read, (key, reply) -> {
            Object place = near.place(key);
            Reading reading = readings.get(new EncodedKey(key));
            if (place != null && reading != null) {
                near.end(place, reading, key, reply);
            }
        });
    }

    @Override
    public long removeAll(List<byte[]> keys) {
        try {
            return store.removeAll(keys);
        } finally {
            keys.forEach(near::drop);
        }
    }

    @Override
    public void clear() {
        try {
            store.clear();
        } finally {
            near.dropAll();
        }
    }

    /** What decides about a change is read from the server, as it is there. */
    @Override
    public Store exact() {
        return new NearStore(store.exact(), near, watched, refills, Reads.PLAIN);
    }

    /** Replicas may be behind what is near. */
    @Override
    public Store with(Consistency consistency) {
        Reads changed = consistency.readsReplicas() ? Reads.PLAIN : reads;
        return new NearStore(store.with(consistency), near, watched, refills, changed);
    }

    @Override
    public void close() {
        watched.close();
        near.dropAll();
        store.close();
    }
}
