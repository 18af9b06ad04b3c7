// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TrackedReads;
import io.jambry.redis.TrackedReads.Answer;
import io.jambry.spi.StoreReply;
import io.jambry.spi.WatchedReads;
import io.jambry.spi.WatchedReads.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The watched reads of one cache. What the tracked connections do not answer in half of the time goes the ordinary way, and
 * cannot be kept. Thread-safe.
 */
final class WatchedCache implements WatchedReads {

    private final RedisLink link;
    private final RedisKeys keys;
    private final Keeper keeper;
    private final Watching watching;
    private final TrackedReads reads;

    WatchedCache(RedisLink link, RedisKeys keys, Keeper keeper, Watching watching) {
        this.link = link;
        this.keys = keys;
        this.keeper = keeper;
        this.watching = watching;
        this.reads = watching.join(this);
    }

    void changed(byte[] name) {
        if (keys.isEntry(name)) {
            keeper.changed(keys.key(name));
        }
    }

    void lost(Watch watch) {
        keeper.lost(watch);
    }

    @Override
    public StoreReply read(byte[] key) {
        long start = System.nanoTime();
        long timeout = link.timeout().toNanos();
        byte[] name = keys.entry(key);
        Answer answer = await(ask(List.of(name)).get(0), start + timeout / 2);
        return answer == null
                ? StoreReply.found(link.callBefore(link.commands().get(name), start + timeout))
                : reply(answer);
    }

    @Override
    public List<StoreReply> readAll(List<byte[]> all) {
        long deadline = System.nanoTime() + link.timeout().toNanos() / 2;
        List<byte[]> names = names(all);
        List<StoreReply> replies = new ArrayList<>(all.size());
        List<byte[]> unanswered = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (CompletableFuture<@Nullable Answer> future : ask(names)) {
            Answer answer = await(future, deadline);
            if (answer == null) {
                unanswered.add(names.get(replies.size()));
                places.add(replies.size());
            }
            replies.add(answer == null ? StoreReply.ABSENT : reply(answer));
        }
        if (!unanswered.isEmpty()) {
            List<byte[]> values = Batches.values(link, unanswered);
            for (int i = 0; i < values.size(); i++) {
                replies.set(places.get(i), StoreReply.found(values.get(i)));
            }
        }
        return replies;
    }

    private List<CompletableFuture<@Nullable Answer>> ask(List<byte[]> names) {
        List<CompletableFuture<@Nullable Answer>> answers = new ArrayList<>(names.size());
        names.forEach(name -> answers.add(new CompletableFuture<>()));
        reads.read(names, (index, answer) -> answers.get(index).complete(answer));
        return answers;
    }

    @Override
    public void readLater(List<byte[]> all, BiConsumer<byte[], StoreReply> then) {
        reads.read(
                names(all),
                (index, answer) -> then.accept(all.get(index), answer == null ? StoreReply.ABSENT : reply(answer)));
    }

    private List<byte[]> names(List<byte[]> all) {
        List<byte[]> names = new ArrayList<>(all.size());
        for (byte[] key : all) {
            names.add(keys.entry(key));
        }
        return names;
    }

    private static StoreReply reply(Answer answer) {
        byte[] value = answer.value();
        return value == null
                ? StoreReply.ABSENT
                : StoreReply.found(value, answer.watch()).withRemaining(answer.remainingMillis());
    }

    /** Null if there is no answer by then. */
    private static @Nullable Answer await(CompletableFuture<@Nullable Answer> future, long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // a cache operation cannot be interrupted; the caller finds the flag as it was
                    interrupted = true;
                } catch (TimeoutException | ExecutionException e) {
                    return null;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        watching.leave(this);
    }
}
