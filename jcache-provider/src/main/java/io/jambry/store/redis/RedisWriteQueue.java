// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.spi.WriteQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.CommandObject;

/**
 * The queue of a cache's writes as sorted sets and hashes in its {@link Shards}. A record is one letter, {@code w} with the value behind it or
 * {@code d}.
 *
 * <p>Each shard is worked on under a lease of its own, whose end is reckoned here from before it was asked for, so that this member stops
 * before another one begins.
 */
final class RedisWriteQueue implements WriteQueue {

    /** A cache that is closed and opened again is somebody else: its old thread may still be at it. */
    private static final AtomicLong OPENED = new AtomicLong();

    /** So many writes are queued by one script, so that nobody waits for long. */
    private static final int TOGETHER = 200;

    private static final byte WRITE = 'w';
    private static final byte[] DELETE = {'d'};
    private static final byte[] YES = {'1'};
    private static final byte[] NO = {'0'};

    private final RedisLink link;
    private final QueueKeys keys;
    private final String member;
    private final Limits limits;
    private final byte[] mostInShard;
    private final byte[] leaseMillis;
    private final byte[] delayMillis;

    /** The leases that this member holds, by shard. */
    private final Map<Integer, Lease> leases = new ConcurrentHashMap<>();

    /**
     * A lease on a shard.
     *
     * @param fence its number
     * @param ends when it ends at the earliest, in the time of {@link System#nanoTime}
     */
    private record Lease(String fence, long ends) {}

    RedisWriteQueue(RedisLink link, QueueKeys keys, String memberId, Limits limits) {
        this.link = link;
        this.keys = keys;
        this.member = memberId + "." + OPENED.incrementAndGet();
        this.limits = limits;
        this.mostInShard = number(((long) limits.capacity() + keys.shards() - 1) / keys.shards());
        this.leaseMillis = number(limits.lease().toMillis());
        this.delayMillis = number(limits.delay().toMillis());
    }

    // ---- queueing and looking

    @Override
    public List<QueuedWrite> offer(List<QueuedWrite> writes) {
        if (writes.size() == 1) {
            QueuedWrite write = writes.get(0);
            Object queued = link.call(offer(keys.shard(write.key()), writes));
            return Long.valueOf(1).equals(queued) ? List.of() : writes;
        }
        Map<Integer, List<QueuedWrite>> byShard = new TreeMap<>();
        for (QueuedWrite write : writes) {
            byShard.computeIfAbsent(keys.shard(write.key()), shard -> new ArrayList<>())
                    .add(write);
        }
        List<List<QueuedWrite>> parts = new ArrayList<>();
        List<CommandObject<Object>> batch = new ArrayList<>();
        byShard.forEach((shard, all) -> {
            for (int from = 0; from < all.size(); from += TOGETHER) {
                List<QueuedWrite> part = all.subList(from, Math.min(all.size(), from + TOGETHER));
                parts.add(part);
                batch.add(offer(shard, part));
            }
        });
        List<QueuedWrite> refused = new ArrayList<>();
        List<Object> replies = Batches.all(link, batch);
        for (int i = 0; i < parts.size(); i++) {
            List<QueuedWrite> part = parts.get(i);
            refused.addAll(part.subList(((Long) replies.get(i)).intValue(), part.size()));
        }
        return refused;
    }

    private CommandObject<Object> offer(int shard, List<QueuedWrite> writes) {
        List<byte[]> arguments = new ArrayList<>(8 + 2 * writes.size());
        arguments.addAll(
                List.of(keys.due(shard), keys.keys(shard), keys.writes(shard), keys.deadKeys(shard), keys.dead(shard)));
        arguments.addAll(List.of(mostInShard, delayMillis, limits.coalescing() ? YES : NO));
        for (QueuedWrite write : writes) {
            arguments.add(write.key());
            arguments.add(record(write));
        }
        return RedisScript.BEHIND_OFFER.with(arguments.toArray(byte[][]::new));
    }

    private static byte[] record(QueuedWrite write) {
        byte[] value = write.value();
        if (value == null) {
            return DELETE;
        }
        byte[] record = new byte[value.length + 1];
        record[0] = WRITE;
        System.arraycopy(value, 0, record, 1, value.length);
        return record;
    }

    private static QueuedWrite write(byte[] key, byte[] record) {
        boolean writes = record.length > 0 && record[0] == WRITE;
        return new QueuedWrite(key, writes ? Arrays.copyOfRange(record, 1, record.length) : null);
    }

    @Override
    public List<Optional<QueuedWrite>> find(List<byte[]> wanted) {
        List<CommandObject<Object>> batch = new ArrayList<>(wanted.size());
        for (byte[] key : wanted) {
            int shard = keys.shard(key);
            batch.add(RedisScript.BEHIND_FIND.with(keys.keys(shard), keys.writes(shard), key));
        }
        List<Object> replies = batch.size() == 1 ? List.of(link.call(batch.get(0))) : Batches.reads(link, batch);
        List<Optional<QueuedWrite>> found = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            byte[] key = wanted.get(i);
            Object record = ((List<?>) replies.get(i)).get(0);
            found.add(Optional.ofNullable(record).map(there -> write(key, (byte[]) there)));
        }
        return found;
    }

    // ---- working on it

    @Override
    public Harvest take(int most, boolean all) {
        List<CommandObject<Object>> batch = new ArrayList<>(keys.shards());
        for (int shard = 0; shard < keys.shards(); shard++) {
            batch.add(RedisScript.BEHIND_TAKE.with(
                    keys.due(shard),
                    keys.keys(shard),
                    keys.writes(shard),
                    keys.lease(shard),
                    bytes(member),
                    leaseMillis,
                    number(most),
                    all ? YES : NO));
        }
        long start = System.nanoTime();
        List<Object> replies = link.callAll(batch);
        List<Taken> taken = new ArrayList<>();
        long next = Long.MAX_VALUE;
        JambryException failure = null;
        for (int shard = 0; shard < replies.size(); shard++) {
            Object reply = replies.get(shard);
            if (reply instanceof JambryException refused) {
                failure = refused;
            } else if (reply instanceof Long wait) {
                leases.remove(shard);
                next = wait < 0 ? next : Math.min(next, wait);
            } else {
                next = Math.min(next, take(shard, (List<?>) reply, start, taken));
            }
        }
        // a part of a cluster that does not answer keeps nobody from the others
        if (failure != null && taken.isEmpty()) {
            throw failure;
        }
        return new Harvest(taken, next);
    }

    /** What one shard gave; how long to wait if somebody else works on it. */
    private long take(int shard, List<?> reply, long start, List<Taken> taken) {
        if (reply.get(0) instanceof Long held) {
            leases.remove(shard);
            return Math.max(1, held);
        }
        String fence = text(reply.get(0));
        leases.put(shard, new Lease(fence, start + limits.lease().toNanos()));
        for (Object item : reply.subList(1, reply.size())) {
            List<?> parts = (List<?>) item;
            taken.add(new Taken(
                    write((byte[]) parts.get(0), (byte[]) parts.get(3)),
                    Integer.parseInt(text(parts.get(2))),
                    shard,
                    fence,
                    text(parts.get(1))));
        }
        return Long.MAX_VALUE;
    }

    @Override
    public boolean holds(Taken taken) {
        Lease lease = leases.get(taken.shard());
        return lease != null && lease.fence().equals(taken.fence()) && System.nanoTime() - lease.ends() < 0;
    }

    @Override
    public void settle(List<Settlement> settlements) {
        Map<Integer, List<Settlement>> byShard = new TreeMap<>();
        for (Settlement settlement : settlements) {
            byShard.computeIfAbsent(settlement.taken().shard(), shard -> new ArrayList<>())
                    .add(settlement);
        }
        Map<Integer, String> fences = new TreeMap<>();
        List<CommandObject<Object>> batch = new ArrayList<>(byShard.size());
        byShard.forEach((shard, some) -> {
            String fence = some.get(0).taken().fence();
            fences.put(shard, fence);
            batch.add(settle(shard, fence, leaseMillis, some));
        });
        prolong(fences, batch);
    }

    @Override
    public void renew() {
        Map<Integer, String> fences = new TreeMap<>();
        List<CommandObject<Object>> batch = new ArrayList<>();
        leases.forEach((shard, lease) -> {
            fences.put(shard, lease.fence());
            batch.add(settle(shard, lease.fence(), leaseMillis, List.of()));
        });
        prolong(fences, batch);
    }

    /** Sends what prolongs leases, by shard. */
    private void prolong(Map<Integer, String> fences, List<CommandObject<Object>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long ends = System.nanoTime() + limits.lease().toNanos();
        List<Object> replies = link.callAll(batch);
        JambryException failure = null;
        int seat = 0;
        for (Map.Entry<Integer, String> held : fences.entrySet()) {
            Object reply = replies.get(seat++);
            boolean prolonged = Long.valueOf(1).equals(reply);
            if (reply instanceof JambryException refused) {
                failure = refused;
            } else {
                leases.computeIfPresent(
                        held.getKey(),
                        (shard, lease) -> !lease.fence().equals(held.getValue())
                                ? lease
                                : prolonged ? new Lease(lease.fence(), ends) : null);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void release() {
        List<CommandObject<Object>> batch = new ArrayList<>();
        leases.forEach((shard, lease) -> batch.add(settle(shard, lease.fence(), NO, List.of())));
        leases.clear();
        if (!batch.isEmpty()) {
            Batches.all(link, batch);
        }
    }

    private CommandObject<Object> settle(int shard, String fence, byte[] lease, Collection<Settlement> settlements) {
        List<byte[]> arguments = new ArrayList<>(9 + 4 * settlements.size());
        arguments.addAll(List.of(
                keys.due(shard),
                keys.keys(shard),
                keys.writes(shard),
                keys.lease(shard),
                keys.deadKeys(shard),
                keys.dead(shard)));
        arguments.addAll(List.of(bytes(fence + ":" + member), lease, delayMillis));
        for (Settlement settlement : settlements) {
            arguments.add(settlement.taken().write().key());
            arguments.add(bytes(settlement.taken().id()));
            arguments.add(bytes(word(settlement.verdict())));
            arguments.add(
                    settlement.verdict() == Verdict.DEAD
                            ? bytes(settlement.reason())
                            : number(settlement.pause().toMillis()));
        }
        return RedisScript.BEHIND_SETTLE.with(arguments.toArray(byte[][]::new));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case DONE -> "done";
            case FAILED -> "failed";
            case LATER -> "later";
            case DEAD -> "dead";
        };
    }

    // ---- what is there

    @Override
    public Size size() {
        List<CommandObject<Long>> batch = new ArrayList<>(2 * keys.shards());
        for (int shard = 0; shard < keys.shards(); shard++) {
            batch.add(link.commands().hlen(keys.writes(shard)));
            batch.add(link.commands().hlen(keys.dead(shard)));
        }
        List<Object> counts = Batches.reads(link, batch);
        long queued = 0;
        long dead = 0;
        for (int i = 0; i < counts.size(); i += 2) {
            queued += (Long) counts.get(i);
            dead += (Long) counts.get(i + 1);
        }
        return new Size(queued, dead);
    }

    @Override
    public List<Dead> dead(int most) {
        List<Dead> found = new ArrayList<>();
        for (int shard = 0; shard < keys.shards() && found.size() < most; shard++) {
            Object reply = link.call(RedisScript.BEHIND_DEAD.with(
                    keys.deadKeys(shard), keys.dead(shard), number((long) most - found.size())));
            for (Object item : (List<?>) reply) {
                List<?> parts = (List<?>) item;
                long micros = Long.parseLong(text(parts.get(1)));
                found.add(new Dead(
                        write((byte[]) parts.get(0), (byte[]) parts.get(4)),
                        Integer.parseInt(text(parts.get(2))),
                        text(parts.get(3)),
                        Duration.ofNanos(Math.multiplyExact(micros, 1000)).toMillis()));
            }
        }
        return found;
    }

    @Override
    public boolean redeliver(byte[] key) {
        return revive(key, "queue");
    }

    @Override
    public boolean discard(byte[] key) {
        return revive(key, "forget");
    }

    private boolean revive(byte[] key, String how) {
        int shard = keys.shard(key);
        Object count = link.call(RedisScript.BEHIND_REVIVE.with(
                keys.due(shard),
                keys.keys(shard),
                keys.writes(shard),
                keys.deadKeys(shard),
                keys.dead(shard),
                key,
                bytes(how)));
        return !Long.valueOf(0).equals(count);
    }

    private static byte[] number(long value) {
        return bytes(Long.toString(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
