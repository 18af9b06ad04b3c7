// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.Condition;
import io.jambry.spi.Consistency;
import io.jambry.spi.Mode;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import redis.clients.jedis.CommandObject;

/**
 * The entries of a cache with limits as fields of hashes, a shard each. What each request does to its shard is one script.
 * Thread-safe.
 */
final class BoundedStore implements Store {

    /** Values of so many bytes keep others waiting who share the connection. */
    private static final int LARGE = 64 * 1024;

    private static final StoreRequest REMOVE = new StoreRequest.Remove(Condition.NONE, StoreRequest.Want.OUTCOME);

    private final RedisLink link;
    private final BoundedCommands commands;
    private final CacheMode mode;
    private final LongAdder evictions;

    /** Whether a large value was met in this cache; then its reads go out on connections of their own. */
    private volatile boolean large;

    /**
     * The store of one cache.
     *
     * @param evictions counts the entries that had to make room
     */
    BoundedStore(RedisLink link, BoundedCommands commands, CacheMode mode, LongAdder evictions) {
        this.link = link;
        this.commands = commands;
        this.mode = mode;
        this.evictions = evictions;
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        if (Changes.isChange(request)) {
            return mode.make(new OneChange(this, key, request));
        }
        return request == StoreRequest.GET ? get(commands.of(key, request)) : carryOut(key, request);
    }

    private <T> StoreReply get(Exchange<T> exchange) {
        if (large) {
            return exchange.meaning().apply(link.callAlone(exchange.command()));
        }
        StoreReply reply = exchange.over(link);
        byte[] value = reply.value();
        if (value != null && value.length >= LARGE) {
            large = true;
        }
        return reply;
    }

    private StoreReply carryOut(byte[] key, StoreRequest request) {
        Exchange<?> exchange = commands.of(key, request);
        return RequestCommands.isCommit(request) ? CommitRetry.commit(link, exchange) : exchange.over(link);
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
        return Changes.hasChange(requests)
                ? mode.make(new ManyChanges(this, keys, requests))
                : carryOutAll(keys, requests);
    }

    private List<StoreReply> carryOutAll(List<byte[]> keys, List<StoreRequest> requests) {
        List<Exchange<?>> exchanges = new ArrayList<>(keys.size());
        List<CommandObject<?>> batch = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Exchange<?> exchange = commands.of(keys.get(i), requests.get(i));
            exchanges.add(exchange);
            batch.add(exchange.command());
        }
        long start = System.nanoTime();
        List<Object> answers = link.callAll(batch);
        if (Batches.hasRefusal(answers)) {
            answers = CommitRetry.askAgain(link, requests, exchanges, answers, start);
            Batches.requireNoRefusal(answers);
        }
        List<StoreReply> replies = new ArrayList<>(keys.size());
        for (int i = 0; i < answers.size(); i++) {
            replies.add(exchanges.get(i).read(answers.get(i)));
        }
        return replies;
    }

    @Override
    public long removeAll(List<byte[]> keys) {
        return mode.make(new ManyRemovals(this, keys));
    }

    private long removeQuietly(List<byte[]> keys) {
        return sum(Batches.all(link, commands.removals(keys)));
    }

    private static long sum(List<Object> counts) {
        return counts.stream().mapToLong(count -> (Long) count).sum();
    }

    @Override
    public Iterator<List<StoreEntry>> scan(Scope scope, int pageSize) {
        return new BoundedScan(link, commands, scope, pageSize);
    }

    @Override
    public long expectLoads() {
        return mode.expectLoads();
    }

    @Override
    public boolean isExpecting(long number) {
        return mode.isExpecting(number);
    }

    @Override
    public void endLoads(List<byte[]> keys) {
        if (mode.endsLoads()) {
            Batches.all(
                    link, Batches.unlink(link, keys.stream().map(commands::load).toList()));
        }
    }

    @Override
    public void endAllLoads() {
        if (mode.endsLoads()) {
            LoadEnding.all(link, commands.keys().loadPattern());
        }
    }

    /** A command for each shard, however many entries there are. */
    @Override
    public void clear() {
        Batches.all(
                link,
                commands.keys().shards().stream()
                        .map(shard -> link.commands()
                                .unlink(shard.values(), shard.scores(), shard.deadlines(), shard.state()))
                        .toList());
    }

    @Override
    public long size() {
        return sum(Batches.reads(
                link, commands.keys().shards().stream().map(commands::size).toList()));
    }

    @Override
    public long evictions() {
        return evictions.sum();
    }

    @Override
    public Store with(Consistency consistency) {
        return new BoundedStore(link.with(consistency), commands, mode, evictions);
    }

    /** A request that may change its entry. */
    private record OneChange(BoundedStore store, byte[] key, StoreRequest request) implements Change<StoreReply> {
        @Override
        public StoreReply quietly() {
            return store.carryOut(key, request);
        }

        @Override
        public StoreReply told(Teller teller, Mode mode) {
            return teller.execute(store.link, store.commands, key, request, mode);
        }

        @Override
        public void toldLate(Teller teller, StoreReply reply, Mode made, Mode now) {
            teller.tellLate(key, request, reply, made, now);
        }
    }

    /** Requests of which some may change their entries. */
    private record ManyChanges(BoundedStore store, List<byte[]> keys, List<StoreRequest> requests)
            implements Change<List<StoreReply>> {
        @Override
        public List<StoreReply> quietly() {
            return store.carryOutAll(keys, requests);
        }

        @Override
        public List<StoreReply> told(Teller teller, Mode mode) {
            return teller.executeAll(store.link, store.commands, keys, requests, mode);
        }

        @Override
        public void toldLate(Teller teller, List<StoreReply> replies, Mode made, Mode now) {
            teller.tellAllLate(keys, requests, replies, made, now);
        }
    }

    /** Removals that answer how many there were. Which they were is not known, so that being late leaves a gap. */
    private record ManyRemovals(BoundedStore store, List<byte[]> keys) implements Change<Long> {
        @Override
        public Long quietly() {
            return store.removeQuietly(keys);
        }

        @Override
        public Long told(Teller teller, Mode mode) {
            List<StoreRequest> removals = Collections.nCopies(keys.size(), REMOVE);
            return teller.executeAll(store.link, store.commands, keys, removals, mode).stream()
                    .filter(reply -> reply.outcome() == StoreReply.Outcome.REMOVED)
                    .count();
        }

        @Override
        public void toldLate(Teller teller, Long removed, Mode made, Mode now) {
            if (removed > 0) {
                teller.untold(now);
            }
        }
    }

    /** The connections belong to the namespace. */
    @Override
    public void close() {
        // nothing is held here
    }
}
