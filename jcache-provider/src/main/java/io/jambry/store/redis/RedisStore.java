// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.FastPath;
import io.jambry.redis.RedisLink;
import io.jambry.redis.ScanPage;
import io.jambry.spi.Consistency;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.WatchedReads;
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
    private final Watching watching;

    /** Whether a large value was met in this cache; then its reads go out on connections of their own. */
    private volatile boolean large;

    RedisStore(RedisLink link, RedisKeys keys, InvokeCommands invoke, Watching watching) {
        this.link = link;
        this.keys = keys;
        this.invoke = invoke;
        this.commands = new RequestCommands(link, invoke);
        this.watching = watching;
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        byte[] entry = keys.entry(key);
        if (request == StoreRequest.GET) {
            return StoreReply.found(get(entry));
        }
        Exchange<?> exchange = commands.of(entry, request);
        return RequestCommands.isCommit(request) ? CommitRetry.commit(link, exchange) : exchange.over(link);
    }

    private byte @Nullable [] get(byte[] entry) {
        CommandObject<byte[]> command = link.commands().get(entry);
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
        return new RedisStore(link.with(consistency), keys, invoke, watching);
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> all, List<StoreRequest> requests) {
        if (arePlainReads(requests)) {
            List<StoreReply> replies = new ArrayList<>(all.size());
            for (byte[] value : Batches.values(link, names(all))) {
                replies.add(StoreReply.found(value));
            }
            return replies;
        }
        if (!link.isCluster() && link.has(FastPath.MSETEX) && PutCommands.areAlike(requests) && putAll(all, requests)) {
            return Collections.nCopies(all.size(), StoreReply.DONE);
        }
        List<Exchange<?>> exchanges = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            exchanges.add(commands.inBatch(keys.entry(all.get(i)), requests.get(i)));
        }
        List<CommandObject<?>> batch = new ArrayList<>(all.size());
        exchanges.forEach(exchange -> batch.add(exchange.command()));
        List<Object> answers = Batches.all(link, batch);
        List<StoreReply> replies = new ArrayList<>(all.size());
        for (int i = 0; i < answers.size(); i++) {
            replies.add(exchanges.get(i).read(answers.get(i)));
        }
        return replies;
    }

    /** Writes many values, a hundred in a command; false if the server does not know that command. */
    private boolean putAll(List<byte[]> all, List<StoreRequest> puts) {
        List<byte[]> names = names(all);
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
    public void clear() {
        link.walk().forEachRemaining(this::clear);
    }

    private void clear(RedisLink node) {
        ScanPage page = ScanPage.START;
        do {
            // removing one page and asking for the next go out together
            List<CommandObject<?>> batch = new ArrayList<>(Batches.unlink(node, page.keys()));
            batch.add(page.next(keys.pattern(), PAGE));
            List<Object> replies = Batches.all(node, batch);
            page = (ScanPage) replies.get(replies.size() - 1);
        } while (!page.isLast());
        Batches.all(node, Batches.unlink(node, page.keys()));
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

    /** The connections belong to the namespace. */
    @Override
    public void close() {
        // nothing is held here
    }
}
