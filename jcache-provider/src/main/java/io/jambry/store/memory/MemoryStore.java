// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import io.jambry.spi.ClaimKind;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Entries in this JVM. Each change is one step of the map; reads take no lock.
 *
 * <p>Thread-safe. Expired entries leave when somebody meets them or looks for them.
 */
final class MemoryStore implements Store {

    private final ConcurrentHashMap<Key, Cell> cells = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Lease> updates = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Lease> loads = new ConcurrentHashMap<>();
    private final AtomicLong fences = new AtomicLong();

    /** The greatest fencing tokens, of the few entries that are written with such. */
    private final ConcurrentHashMap<Key, Long> tokens = new ConcurrentHashMap<>();

    private final LongSupplier clock;

    /**
     * An empty store.
     *
     * @param clock the time in milliseconds
     */
    MemoryStore(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public StoreReply execute(byte[] bytes, StoreRequest request) {
        Key key = new Key(bytes);
        return switch (request.verb()) {
            case GET -> get(key, (StoreRequest.Get) request);
            case EXISTS -> exists(key);
            case PUT -> put(key, (StoreRequest.Put) request);
            case REMOVE -> remove(key, (StoreRequest.Remove) request);
            case TOUCH -> touch(key, (StoreRequest.Touch) request);
            case REWRITE -> put(key, ((StoreRequest.Rewrite) request).asPut());
            case ADD -> change(key, step -> step.add((StoreRequest.Add) request));
            case CLAIM -> claim(key, (StoreRequest.Claim) request);
            case RENEW -> renew(key, (StoreRequest.Renew) request);
            case RELEASE -> release(key, (StoreRequest.Release) request);
            case ABANDON -> abandon(key, (StoreRequest.Abandon) request);
            case ADMIT -> admit(key, ((StoreRequest.Admit) request).token());
        };
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
        List<StoreReply> replies = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            replies.add(execute(keys.get(i), requests.get(i)));
        }
        return replies;
    }

    // ---- reading

    private StoreReply get(Key key, StoreRequest.Get request) {
        if (!request.touch().isKeep()) {
            return change(key, step -> step.read(request));
        }
        Cell cell = cells.get(key);
        if (cell == null) {
            return StoreReply.ABSENT;
        }
        if (!cell.ends()) {
            StoreReply reply = StoreReply.found(cell.value(), cell);
            return request.remainingTtl() ? reply.withRemaining(Long.MAX_VALUE) : reply;
        }
        long now = clock.getAsLong();
        if (cell.isOver(now)) {
            return cells.remove(key, cell) ? StoreReply.ABSENT.withExpired(cell.value()) : StoreReply.ABSENT;
        }
        StoreReply reply = StoreReply.found(cell.value(), cell);
        return request.remainingTtl() ? reply.withRemaining(cell.remaining(now)) : reply;
    }

    private StoreReply exists(Key key) {
        StoreReply reply = get(key, (StoreRequest.Get) StoreRequest.GET);
        return reply.outcome() == Outcome.FOUND ? StoreReply.EXISTS : reply;
    }

    // ---- changing

    private StoreReply put(Key key, StoreRequest.Put request) {
        return under(request.condition(), key, step -> step.put(request));
    }

    private StoreReply remove(Key key, StoreRequest.Remove request) {
        return under(request.condition(), key, step -> step.remove(request));
    }

    private StoreReply touch(Key key, StoreRequest.Touch request) {
        return under(request.condition(), key, step -> step.touch(request));
    }

    private StoreReply change(Key key, Consumer<Step> change) {
        Step[] taken = new Step[1];
        cells.compute(key, (k, found) -> {
            Step step = new Step(found, clock);
            taken[0] = step;
            change.accept(step);
            if (found != null && found != step.cell()) {
                found.retire();
            }
            return step.cell();
        });
        return taken[0].reply();
    }

    /** A change that a fence may guard: then it happens inside a step of the leases, and ends the lease. */
    private StoreReply under(Condition condition, Key key, Consumer<Step> change) {
        if (!(condition instanceof Condition.Fence fence)) {
            return change(key, change);
        }
        StoreReply[] reply = {StoreReply.LOST};
        leases(fence.claimKind()).computeIfPresent(key, (k, lease) -> {
            if (!lease.isHeld(fence.fence(), clock.getAsLong())) {
                return lease;
            }
            reply[0] = change(key, change);
            return reply[0].outcome() == Outcome.UNTOUCHED ? lease : null;
        });
        return reply[0];
    }

    // ---- claims

    /** Who may update an entry, and until when. */
    private record Lease(long id, long fence, long end) {

        boolean isHeld(long number, long now) {
            return fence == number && end > now;
        }
    }

    private ConcurrentHashMap<Key, Lease> leases(ClaimKind kind) {
        return kind == ClaimKind.LOAD ? loads : updates;
    }

    private StoreReply claim(Key key, StoreRequest.Claim request) {
        StoreReply[] reply = new StoreReply[1];
        leases(request.kind()).compute(key, (k, lease) -> {
            long now = clock.getAsLong();
            boolean held = lease != null && lease.end() > now;
            if (lease != null && held && lease.id() != request.id()) {
                reply[0] = StoreReply.busy(Math.min(lease.end() - now, 1), lease.fence());
                return lease;
            }
            long fence = lease != null && held ? lease.fence() : fences.incrementAndGet();
            StoreReply read = get(key, (StoreRequest.Get) StoreRequest.GET);
            reply[0] = StoreReply.claimed(fence, read.value()).withExpired(read.expired());
            return held ? lease : new Lease(request.id(), fence, now + request.leaseMillis());
        });
        return reply[0];
    }

    private StoreReply renew(Key key, StoreRequest.Renew request) {
        long now = clock.getAsLong();
        Lease renewed = leases(request.kind())
                .computeIfPresent(
                        key,
                        (k, lease) -> lease.isHeld(request.fence(), now)
                                ? new Lease(lease.id(), request.fence(), now + request.leaseMillis())
                                : lease);
        return renewed != null && renewed.isHeld(request.fence(), now) ? StoreReply.DONE : StoreReply.LOST;
    }

    private StoreReply release(Key key, StoreRequest.Release request) {
        leases(request.kind()).computeIfPresent(key, (k, lease) -> lease.fence() == request.fence() ? null : lease);
        return StoreReply.DONE;
    }

    private StoreReply abandon(Key key, StoreRequest.Abandon request) {
        StoreReply[] reply = {StoreReply.LOST};
        long now = clock.getAsLong();
        leases(request.kind()).computeIfPresent(key, (k, lease) -> {
            if (lease.id() != request.id()) {
                return lease;
            }
            reply[0] = lease.end() > now ? StoreReply.DONE : StoreReply.LOST;
            return null;
        });
        return reply[0];
    }

    @Override
    public void endLoads(List<byte[]> keys) {
        if (!loads.isEmpty()) {
            keys.forEach(key -> loads.remove(new Key(key)));
        }
    }

    @Override
    public void endAllLoads() {
        loads.clear();
    }

    private StoreReply admit(Key key, long token) {
        return tokens.merge(key, token, Math::max) == token ? StoreReply.DONE : StoreReply.UNTOUCHED;
    }

    // ---- all entries

    @Override
    public long removeAll(List<byte[]> keys) {
        long now = clock.getAsLong();
        long removed = 0;
        for (byte[] key : keys) {
            Cell[] cell = new Cell[1];
            cells.computeIfPresent(new Key(key), (k, found) -> {
                found.retire();
                cell[0] = found;
                return null;
            });
            if (cell[0] != null && !cell[0].isOver(now)) {
                removed++;
            }
        }
        return removed;
    }

    @Override
    public Iterator<List<StoreEntry>> scan(Scope scope, int pageSize) {
        return new Pages(scope, pageSize);
    }

    /** Walks with the map's own iterator, which is weakly consistent and meets no key twice. */
    private final class Pages implements Iterator<List<StoreEntry>> {

        private final Iterator<Map.Entry<Key, Cell>> entries = cells.entrySet().iterator();
        private final Scope scope;
        private final int pageSize;

        Pages(Scope scope, int pageSize) {
            this.scope = scope;
            this.pageSize = pageSize;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public List<StoreEntry> next() {
            if (!entries.hasNext()) {
                throw new NoSuchElementException("there are no more pages");
            }
            List<StoreEntry> page = new ArrayList<>();
            long now = clock.getAsLong();
            while (page.size() < pageSize && entries.hasNext()) {
                Map.Entry<Key, Cell> entry = entries.next();
                if (!entry.getValue().isOver(now)) {
                    byte[] value = scope == Scope.ENTRIES ? entry.getValue().value() : null;
                    page.add(new StoreEntry(entry.getKey().bytes(), value));
                }
            }
            return Collections.unmodifiableList(page);
        }
    }

    @Override
    public void clear() {
        for (Key key : cells.keySet()) {
            cells.computeIfPresent(key, (k, found) -> {
                found.retire();
                return null;
            });
        }
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public long size() {
        long now = clock.getAsLong();
        return cells.values().stream().filter(cell -> !cell.isOver(now)).count();
    }

    @Override
    public List<byte[]> expired(int most) {
        long now = clock.getAsLong();
        updates.values().removeIf(lease -> lease.end() <= now);
        loads.values().removeIf(lease -> lease.end() <= now);
        return cells.entrySet().stream()
                .filter(entry -> entry.getValue().isOver(now))
                .limit(most)
                .map(entry -> entry.getKey().bytes())
                .toList();
    }

    @Override
    public void close() {
        // the entries belong to the namespace, which others may open again
    }
}
