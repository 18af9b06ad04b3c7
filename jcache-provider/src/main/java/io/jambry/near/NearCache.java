// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.jambry.DecodingException;
import io.jambry.NearReads;
import io.jambry.NearStatistics;
import io.jambry.ValueCopier;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.ValueCodec;
import io.jambry.near.Spot.Encoded;
import io.jambry.near.Spot.Kept;
import io.jambry.near.Spot.Original;
import io.jambry.near.Spot.Reading;
import io.jambry.spi.Live;
import io.jambry.spi.StoreReply;
import io.jambry.spi.WatchedReads;
import io.jambry.spi.WatchedReads.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Values of a store elsewhere, at hand in this JVM.
 *
 * <p>Mechanism: under each key stands a value, or the mark of a read that is under way. A reply takes the place of its own mark and of
 * nothing else. News of a change, and the end of a write of this JVM, take away what stands there, be it the value or the mark; so
 * a reply that was overtaken by either finds no mark and is not kept. A value is served while the watch it came with is believed
 * and its time to live is not over.
 *
 * <p>Keys of immutable types stand as they are, others as their bytes. Values of immutable types are kept as objects, others as
 * bytes that are decoded for each caller, or as objects that a copier copies.
 *
 * <p>Thread-safe.
 */
public final class NearCache<K, V> implements KeptValues<K, V>, NearReads<K, V>, WatchedReads.Keeper {

    private static final System.Logger LOG = System.getLogger(NearCache.class.getName());

    /** What a value costs beside its bytes: the entry in the map, what tells of it, and the headers of the arrays. */
    private static final int OVERHEAD = 200;

    private final KeyCodec keys;
    private final ValueCodec values;
    private final @Nullable ValueCopier<V> copier;
    private final long maxAgeNanos;
    private final long staleNanos;
    private final BooleanSupplier counted;
    private final ConcurrentMap<Object, Spot> spots;

    /** What keeps those within bounds. */
    private final Cache<?, ?> bounded;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder invalidations = new LongAdder();
    private final LongAdder served = new LongAdder();
    private volatile @Nullable Watch latest;

    /** The key that was last looked for in vain, and is therefore likely to be read now. */
    private volatile @Nullable K asked;

    private volatile boolean warned;
    private volatile boolean closed;

    /**
     * Makes an empty near cache.
     *
     * @param settings its bounds and what it does with values
     * @param keys the keys as bytes
     * @param values the values as bytes
     * @param counted whether hits and misses are counted at the moment
     */
    @SuppressWarnings("unchecked") // a copier of other values is met where it copies, as in every generic collection
    public NearCache(NearSettings settings, KeyCodec keys, ValueCodec values, BooleanSupplier counted) {
        this.keys = keys;
        this.values = values;
        this.copier = (ValueCopier<V>) settings.copier();
        Duration maxAge = settings.maxAge();
        this.maxAgeNanos = maxAge == null ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(maxAge.toMillis());
        this.staleNanos = settings.staleUpTo().toNanos();
        this.counted = counted;
        Caffeine<Object, Spot> bounds = Caffeine.newBuilder()
                // what there is to do is little, and no thread of others should do it
                .executor(Runnable::run)
                .evictionListener(this::evicted);
        Cache<Object, Spot> cache = (settings.maxWeight().isPresent()
                        ? bounds.maximumWeight(settings.maxWeight().getAsLong())
                                .weigher((Object key, Spot spot) -> spot.weight())
                        : bounds.maximumSize(settings.maxEntries()))
                .build();
        this.bounded = cache;
        this.spots = cache.asMap();
    }

    private void evicted(@Nullable Object key, @Nullable Spot spot, RemovalCause cause) {
        if (spot instanceof Kept kept) {
            kept.drop();
            evictions.increment();
        }
    }

    // ---- for the engine, which speaks objects

    @Override
    public @Nullable V get(K key) {
        Spot spot = at(key);
        V value = spot instanceof Kept kept && kept.isCurrent() ? value(key, kept) : null;
        if (value == null) {
            asked = key;
        }
        if (counted.getAsBoolean()) {
            (value == null ? misses : hits).increment();
        }
        return value;
    }

    @Override
    public @Nullable V find(K key) {
        requireNonNull(key, "key");
        if (closed || counted.getAsBoolean()) {
            // who asks the cache is told, or counted and timed
            return null;
        }
        return at(key) instanceof Kept kept && kept.isCurrent() ? value(key, kept) : null;
    }

    @Override
    public Optional<NearReads<K, V>> reads() {
        return Optional.of(this);
    }

    private @Nullable Spot at(K key) {
        if (key instanceof String text) {
            // a call of its own: the compiler then knows what is compared, whatever else the JVM keeps in maps
            return spots.get(text);
        }
        return spots.get(ImmutableTypes.contain(key) ? key : new EncodedKey(keys.encode(key)));
    }

    @Override
    public boolean holds(K key) {
        Spot spot = at(key);
        return spot instanceof Kept kept && kept.isCurrent();
    }

    @Override
    public long remainingMillis(K key) {
        return at(key) instanceof Kept kept ? kept.remainingMillis() : Long.MAX_VALUE;
    }

    @SuppressWarnings("unchecked") // what is held was made of the bytes of this cache
    private @Nullable V value(K key, Kept kept) {
        V shared = (V) kept.shared();
        return shared == null ? made(key, kept) : shared;
    }

    /** A value for one caller, made of what is held. */
    @SuppressWarnings("unchecked") // what is held was made of the bytes of this cache
    private @Nullable V made(K key, Kept kept) {
        Object held = kept.held();
        if (held instanceof Original original) {
            return copy((V) original.value());
        }
        if (!(held instanceof Encoded encoded)) {
            return (V) held;
        }
        try {
            V value = (V) values.decode(encoded.bytes(), keys.encode(key));
            hold(kept, value);
            return value;
        } catch (DecodingException e) {
            // the ordinary way knows what the cache is set to do then
            return null;
        }
    }

    @Override
    public void keep(K key, V value, @Nullable Live proof) {
        if (proof instanceof Kept kept) {
            hold(kept, value);
        }
    }

    private void hold(Kept kept, V value) {
        if (ImmutableTypes.contain(value)) {
            kept.share(value);
        } else if (copier != null) {
            V own = copy(value);
            if (own != null) {
                kept.hold(new Original(own));
            }
        }
    }

    /** Null if the copier fails; then the bytes do. */
    private @Nullable V copy(V value) {
        ValueCopier<V> given = copier;
        RuntimeException failure = null;
        try {
            V copied = given == null ? null : given.copy(value);
            if (copied != null) {
                return copied;
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        if (!warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "'near-copier' " + (failure == null ? "returned null" : "failed") + " on a value of "
                            + value.getClass().getName() + "; such values are read anew; this is told once",
                    failure);
        }
        return null;
    }

    @Override
    public void prune() {
        long now = System.nanoTime();
        spots.values()
                .removeIf(spot -> spot instanceof Kept kept
                        && (kept.isOver(now)
                                || (!kept.isCurrentAt(now) && now - kept.watch().heard() > staleNanos)));
        bounded.cleanUp();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Optional<NearStatistics> statistics() {
        Watch watch = latest;
        return Optional.of(new NearStatistics(
                hits.sum(),
                misses.sum(),
                evictions.sum(),
                invalidations.sum(),
                spots.values().stream().filter(Kept.class::isInstance).count(),
                served.sum(),
                watch != null && watch.isCurrent()));
    }

    // ---- for the layer around the store, which speaks bytes

    /** Where an entry stands; null if it cannot be known. */
    @Nullable
    Object place(byte[] key) {
        try {
            Object decoded = keys.decode(key);
            return ImmutableTypes.contain(decoded) ? given(decoded) : new EncodedKey(key);
        } catch (DecodingException e) {
            return null;
        }
    }

    /** The caller's own object, if it is known: who asks with the same one again is answered without a look into it. */
    private Object given(Object decoded) {
        K last = asked;
        return last != null && last.getClass() == decoded.getClass() && last.equals(decoded) ? last : decoded;
    }

    /** Marks that an entry is about to be read; null if what is read is not to be kept. */
    @Nullable
    Reading begin(@Nullable Object place) {
        return begin(place, /* ordered= */ false);
    }

    /** The same for a reply that is {@linkplain WatchedReads#readLater taken in order}. */
    @Nullable
    Reading begin(@Nullable Object place, boolean ordered) {
        if (place == null || closed) {
            return null;
        }
        long now = System.nanoTime();
        Reading reading = new Reading(now, null, ordered);
        Spot there = spots.putIfAbsent(place, reading);
        if (there == null) {
            return reading;
        }
        if (there instanceof Kept kept && !kept.isCurrentAt(now)) {
            Reading instead = new Reading(now, kept.isOver(now) ? null : kept, ordered);
            return spots.replace(place, kept, instead) ? instead : null;
        }
        // somebody else reads it, and will keep it; or it is here
        return null;
    }

    /** Keeps what was read, if nothing has happened to the entry since {@link #begin}; the reply then proves it. */
    StoreReply end(Object place, Reading reading, byte[] key, StoreReply reply) {
        byte[] value = reply.value();
        if (value == null || !(reply.live() instanceof Watch watch)) {
            spots.remove(place, reading);
            return reply;
        }
        latest = watch;
        long remaining = reply.remainingMillis();
        // both saturate at the end of the numbers, which stands for no end
        long life = Math.min(TimeUnit.MILLISECONDS.toNanos(remaining), maxAgeNanos);
        // the time to live was asked for after the read began
        long until = life == Long.MAX_VALUE ? Kept.NEVER : reading.start() + life;
        long rest = TimeUnit.MILLISECONDS.toNanos(remaining);
        long end = rest == Long.MAX_VALUE ? Kept.NEVER : reading.start() + rest;
        Kept kept = new Kept(value, watch, until, end, key.length + value.length + OVERHEAD);
        boolean stays = spots.replace(place, reading, kept);
        return new StoreReply(reply.outcome(), value, remaining, reply.fence(), reply.expired(), stays ? kept : null);
    }

    /** Nothing was read. What stood there before may serve when the server cannot be asked. */
    void abandon(Object place, Reading reading) {
        Kept before = reading.before();
        if (before == null) {
            spots.remove(place, reading);
        } else {
            spots.replace(place, reading, before);
        }
    }

    /** An entry has changed, says the watch. */
    @Override
    public void changed(byte[] key) {
        Object place = place(key);
        if (place == null) {
            dropAll();
            return;
        }
        Spot there = spots.get(place);
        while (there != null && !(there instanceof Reading reading && reading.ordered())) {
            // exactly what was seen: a mark that is set meanwhile is of a read that begins behind this news
            if (spots.remove(place, there)) {
                gone(there);
                return;
            }
            there = spots.get(place);
        }
    }

    /** An entry may have changed here: what is kept of it, or on its way, must not be served any more. */
    void drop(byte[] key) {
        Object place = place(key);
        if (place == null) {
            dropAll();
        } else {
            gone(spots.remove(place));
        }
    }

    private void gone(@Nullable Spot spot) {
        if (spot instanceof Kept kept) {
            kept.drop();
            invalidations.increment();
        }
    }

    /** What came under that watch is current no longer; what is being read may be older than what ended it. */
    @Override
    public void lost(Watch watch) {
        spots.forEach((place, spot) -> {
            boolean ends = spot instanceof Reading || (staleNanos == 0 && ((Kept) spot).watch() == watch);
            if (ends && spots.remove(place, spot)) {
                gone(spot);
            }
        });
    }

    void dropAll() {
        spots.keySet().forEach(place -> gone(spots.remove(place)));
    }

    /** A value that was current not long ago, for when the server cannot be asked; null if there is none. */
    byte @Nullable [] stale(byte[] key) {
        Object place = staleNanos == 0 ? null : place(key);
        Spot spot = place == null ? null : spots.get(place);
        Kept kept = spot instanceof Reading reading ? reading.before() : (Kept) spot;
        long now = System.nanoTime();
        if (kept == null || kept.isOver(now) || now - kept.watch().heard() > staleNanos) {
            return null;
        }
        served.increment();
        Object held = kept.held();
        return held instanceof Encoded encoded
                ? encoded.bytes()
                : values.encode(held instanceof Original original ? original.value() : held, key);
    }
}
