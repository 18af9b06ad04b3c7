// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.redis.FastPath;
import io.jambry.redis.RedisLink;
import io.jambry.redis.ScanPage;
import io.jambry.redis.SplitSlot;
import io.jambry.spi.Consistency;
import io.jambry.spi.Mode;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.WatchedReads;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/** The entries of a cache as string keys of a server, with the server's own time to live. Thread-safe. */
final class RedisStore implements Store {

    private static final int PAGE = 1000;

    /** How many values one command writes: enough to save its price, few enough to keep others waiting for a moment only. */
    private static final int PUT_TOGETHER = 100;

    /** Values of so many bytes keep others waiting who share the connection. */
    private static final int LARGE = 64 * 1024;

    private final RedisLink link;
    private final RedisKeys keys;
    private final InvokeCommands invoke;
    private final RequestCommands commands;
    private final CacheMode mode;
    private final Watching watching;

    /** Whether a large value was met in this cache; then its reads go out on connections of their own. */
    private volatile boolean large;

    RedisStore(RedisLink link, RedisKeys keys, InvokeCommands invoke, CacheMode mode, Watching watching) {
        this.link = link;
        this.keys = keys;
        this.invoke = invoke;
        this.commands = new RequestCommands(link, invoke);
        this.mode = mode;
        this.watching = watching;
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        byte[] entry = keys.entry(key);
        if (request == StoreRequest.GET) {
            return StoreReply.found(get(entry));
        }
        return Changes.isChange(request)
                ? mode.make(new OneChange(this, key, entry, request))
                : carryOut(entry, request);
    }

    private StoreReply carryOut(byte[] entry, StoreRequest request) {
        Exchange<?> exchange = commands.of(entry, request);
        try {
            return RequestCommands.isCommit(request) ? CommitRetry.commit(link, exchange) : exchange.over(link);
        } catch (NotExecutedException e) {
            StoreRequest instead = SplitSlot.isReason(e) ? OneKey.instead(request) : null;
            if (instead == null) {
                throw e;
            }
            return withOneKey(entry, request, instead);
        }
    }

    /** Does what a claim or a commit is for without its lease. */
    private StoreReply withOneKey(byte[] entry, StoreRequest request, StoreRequest instead) {
        return OneKey.carryOut(
                link,
                invoke,
                entry,
                request,
                instead,
                asked -> commands.of(entry, asked).over(link));
    }

    private byte @Nullable [] get(byte[] entry) {
        CommandObject<byte[]> command = ReadCommands.get(entry);
        if (large) {
            return link.callAlone(command);
        }
        byte @Nullable [] value = link.call(command);
        if (value != null && value.length >= LARGE) {
            large = true;
        }
        return value;
    }

    @Override
    public Store with(Consistency consistency) {
        return new RedisStore(link.with(consistency), keys, invoke, mode, watching);
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> all, List<StoreRequest> requests) {
        return Changes.hasChange(requests)
                ? mode.make(new ManyChanges(this, all, requests))
                : carryOutAll(all, requests);
    }

    private List<StoreReply> carryOutAll(List<byte[]> all, List<StoreRequest> requests) {
        if (arePlainReads(requests)) {
            return found(Batches.values(link, names(all)));
        }
        if (PutCommands.areAlike(requests)) {
            putAll(names(all), requests);
            return Collections.nCopies(all.size(), StoreReply.DONE);
        }
        List<Exchange<?>> exchanges = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            exchanges.add(commands.inBatch(keys.entry(all.get(i)), requests.get(i)));
        }
        List<CommandObject<?>> batch = new ArrayList<>(all.size());
        exchanges.forEach(exchange -> batch.add(exchange.command()));
        long start = System.nanoTime();
        List<Object> answers = link.callAll(batch);
        if (Batches.hasRefusal(answers)) {
            answers = tryOnceMore(all, requests, exchanges, answers, start);
            Batches.requireNoRefusal(answers);
        }
        List<StoreReply> replies = new ArrayList<>(all.size());
        for (int i = 0; i < answers.size(); i++) {
            Object answer = answers.get(i);
            replies.add(
                    answer instanceof StoreReply reply
                            ? reply
                            : exchanges.get(i).read(answer));
        }
        return replies;
    }

    /** Asks commits of unknown outcome again, and claims and commits without their lease what has no lease at the moment. */
    private List<Object> tryOnceMore(
            List<byte[]> all,
            List<StoreRequest> requests,
            List<Exchange<?>> exchanges,
            List<Object> first,
            long start) {
        List<Object> answers = CommitRetry.askAgain(link, requests, exchanges, first, start);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof NotExecutedException refused && SplitSlot.isReason(refused)) {
                StoreRequest instead = OneKey.instead(requests.get(i));
                if (instead != null) {
                    answers.set(i, answer(keys.entry(all.get(i)), requests.get(i), instead));
                }
            }
        }
        return answers;
    }

    private Object answer(byte[] entry, StoreRequest request, StoreRequest instead) {
        try {
            return withOneKey(entry, request, instead);
        } catch (JambryException e) {
            return e;
        }
    }

    /** Replies that are made when they are looked at: for that moment only, as a rule. */
    private static List<StoreReply> found(List<byte[]> values) {
        return new AbstractList<>() {
            @Override
            public StoreReply get(int index) {
                return StoreReply.found(values.get(index));
            }

            @Override
            public int size() {
                return values.size();
            }
        };
    }

    private void putAll(List<byte[]> names, List<StoreRequest> puts) {
        if (link.isCluster() || !link.has(FastPath.MSETEX) || !putTogether(names, puts)) {
            Batches.all(link, PutCommands.alike(names, puts));
        }
    }

    /** Writes many values, a hundred in a command; false if the server does not know that command. */
    private boolean putTogether(List<byte[]> names, List<StoreRequest> puts) {
        List<CommandObject<Long>> batch = new ArrayList<>();
        for (int from = 0; from < names.size(); from += PUT_TOGETHER) {
            int to = Math.min(names.size(), from + PUT_TOGETHER);
            batch.add(FastExchange.putAll(names.subList(from, to), puts.subList(from, to)));
        }
        try {
            Batches.all(link, batch);
            return true;
        } catch (JambryException e) {
            if (!FastPath.isRefused(e)) {
                throw e;
            }
            link.refuse(FastPath.MSETEX);
            return false;
        }
    }

    private static boolean arePlainReads(List<StoreRequest> requests) {
        for (StoreRequest request : requests) {
            if (!StoreRequest.GET.equals(request)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long removeAll(List<byte[]> all) {
        return mode.make(new ManyRemovals(this, all));
    }

    private long unlink(List<byte[]> all) {
        long removed = 0;
        for (Object count : Batches.all(link, Batches.unlink(link, names(all)))) {
            removed += (Long) count;
        }
        return removed;
    }

    private List<byte[]> names(List<byte[]> all) {
        List<byte[]> names = new ArrayList<>(all.size());
        for (byte[] key : all) {
            names.add(keys.entry(key));
        }
        return names;
    }

    @Override
    public Iterator<List<StoreEntry>> scan(Scope scope, int pageSize) {
        return new RedisScan(link, keys, scope, pageSize);
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
    public void endLoads(List<byte[]> all) {
        if (mode.endsLoads()) {
            Batches.all(
                    link,
                    Batches.unlink(link, names(all).stream().map(keys::load).toList()));
        }
    }

    @Override
    public void endAllLoads() {
        if (mode.endsLoads()) {
            LoadEnding.all(link, keys.loadPattern());
        }
    }

    @Override
    public void clear() {
        new Clearing(link, keys, mode).clear();
    }

    @Override
    public Optional<WatchedReads> watch(WatchedReads.Keeper keeper) {
        return Optional.of(new WatchedCache(link, keys, keeper, watching));
    }

    @Override
    public long size() {
        // each node once: an entry that moves meanwhile counts roughly, as it does while others write
        long size = 0;
        for (RedisLink node : link.primaries()) {
            ScanPage page = ScanPage.START;
            do {
                page = node.call(page.next(keys.pattern(), PAGE));
                size += page.keys().size();
            } while (!page.isLast());
        }
        return size;
    }

    @Override
    public List<Long> memory(List<byte[]> all) {
        List<CommandObject<Long>> batch = new ArrayList<>(all.size());
        for (byte[] key : all) {
            batch.add(link.commands().memoryUsage(keys.entry(key)));
        }
        List<Long> bytes = new ArrayList<>(all.size());
        for (Object answer : all.isEmpty() ? List.of() : Batches.reads(link, batch)) {
            bytes.add(answer == null ? 0L : (Long) answer);
        }
        return bytes;
    }

    /** A request that may change its entry. */
    private record OneChange(RedisStore store, byte[] key, byte[] entry, StoreRequest request)
            implements Change<StoreReply> {
        @Override
        public StoreReply quietly() {
            return store.carryOut(entry, request);
        }

        @Override
        public StoreReply told(Teller teller, Mode mode) {
            return teller.execute(store.link, key, entry, request, mode);
        }

        @Override
        public void toldLate(Teller teller, StoreReply reply, Mode made, Mode now) {
            teller.tellLate(key, request, reply, made, now);
        }
    }

    /** Requests of which some may change their entries. */
    private record ManyChanges(RedisStore store, List<byte[]> keys, List<StoreRequest> requests)
            implements Change<List<StoreReply>> {
        @Override
        public List<StoreReply> quietly() {
            return store.carryOutAll(keys, requests);
        }

        @Override
        public List<StoreReply> told(Teller teller, Mode mode) {
            return teller.executeAll(store.link, keys, requests, mode);
        }

        @Override
        public void toldLate(Teller teller, List<StoreReply> replies, Mode made, Mode now) {
            teller.tellAllLate(keys, requests, replies, made, now);
        }
    }

    /** Removals that answer how many there were. Which they were is not known, so that being late leaves a gap. */
    private record ManyRemovals(RedisStore store, List<byte[]> keys) implements Change<Long> {
        @Override
        public Long quietly() {
            return store.unlink(keys);
        }

        @Override
        public Long told(Teller teller, Mode mode) {
            return teller.removeAll(store.link, keys, mode);
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
