// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import io.jambry.redis.SplitSlot;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import io.jambry.store.redis.ExpiryCommands.Seen;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.CommandObject;

/**
 * Looks at the entries that are due, so that those which expired are told though nobody reads them. Thread-safe.
 *
 * <p>Mechanism: the members that listen to expiry share the index by turns of a second; who looks there matters for the cost alone,
 * because the server tells each end once, whoever looks. A member goes on with its own share as long as it lives, and takes others
 * for a turn when nobody else does.
 */
final class ExpirySweeper {

    private static final System.Logger LOG = System.getLogger(ExpirySweeper.class.getName());

    /** So many are looked at in one go, of each shard: a few milliseconds of the server. */
    private static final int AT_ONCE = 250;

    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 250;

    private final RedisLink link;
    private final RedisKeys keys;
    private final ExpiryCommands commands;
    private final CacheMembership membership;
    private final Looks looks;
    private final ExpiryScan scan;
    private final byte[] member;
    private final ReentrantLock sweeping = new ReentrantLock();

    /** Until when others look at a shard. Guarded by sweeping. */
    private final long[] othersUntil;

    /** Guarded by sweeping. */
    private long pausedUntil = System.nanoTime();

    /** How long to pause after the next failure. Guarded by sweeping. */
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    ExpirySweeper(
            RedisLink link,
            RedisKeys keys,
            ExpiryCommands commands,
            CacheMembership membership,
            Looks looks,
            ExpiryScan scan) {
        this.link = link;
        this.keys = keys;
        this.commands = commands;
        this.membership = membership;
        this.looks = looks;
        this.scan = scan;
        this.member = membership.memberId().getBytes(StandardCharsets.US_ASCII);
        this.othersUntil = new long[commands.shards()];
        Arrays.fill(othersUntil, pausedUntil);
    }

    /** Looks at all that is due in the share of this member, unless a thread does so already. */
    void sweep() {
        if (!ExpiryCommands.follows(membership.mode()) || !sweeping.tryLock()) {
            return;
        }
        try {
            if (System.nanoTime() - pausedUntil < 0) {
                return;
            }
            // also when a lease was over meanwhile, so that another time of tracking has begun
            scan.followMeanwhile(this::lookAtAllDue);
            lookAtAllDue();
            if (pauseMillis > FIRST_PAUSE_MILLIS) {
                LOG.log(Level.INFO, "what expires is told in time again");
                pauseMillis = FIRST_PAUSE_MILLIS;
            }
        } catch (JambryException e) {
            LOG.log(
                    pauseMillis == FIRST_PAUSE_MILLIS ? Level.WARNING : Level.DEBUG,
                    "what expires is told late, because the server could not be asked for it ({0}); it is tried again",
                    e.getMessage());
            pausedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        } finally {
            sweeping.unlock();
        }
    }

    private void lookAtAllDue() {
        boolean more = true;
        while (more) {
            more = membership.make(new Pass());
        }
    }

    /** One look at what is due, under the mode then in force. Answers whether there is more. */
    private final class Pass implements Change<Boolean> {

        @Override
        public Boolean quietly() {
            return false;
        }

        @Override
        public Boolean told(Teller teller, Mode mode) {
            return ExpiryCommands.follows(mode) && pass(mode);
        }

        @Override
        public void toldLate(Teller teller, Boolean reply, Mode made, Mode now) {
            // what was told was told under the mode in which it was followed
        }
    }

    private boolean pass(Mode mode) {
        List<String> sharing = mode.wishes().entrySet().stream()
                .filter(one -> one.getValue().kinds().contains(ChangeKind.EXPIRED))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        long now = System.nanoTime();
        List<Integer> shards = new ArrayList<>();
        List<CommandObject<Object>> batch = new ArrayList<>();
        for (int shard = 0; shard < othersUntil.length; shard++) {
            if (now - othersUntil[shard] >= 0) {
                boolean own = !sharing.isEmpty()
                        && sharing.get(shard % sharing.size()).equals(membership.memberId());
                shards.add(shard);
                batch.add(commands.due(shard, member, own, AT_ONCE));
            }
        }
        if (batch.isEmpty()) {
            return false;
        }
        return look(shards, link.callAll(batch), mode);
    }

    private boolean look(List<Integer> shards, List<Object> replies, Mode mode) {
        Map<Integer, List<Seen>> due = new LinkedHashMap<>();
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            int shard = shards.get(i);
            if (replies.get(i) instanceof Long others) {
                if (others == ExpiryCommands.EVICTED) {
                    scan.indexIsEvicted();
                } else {
                    othersUntil[shard] = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(others);
                }
                continue;
            }
            if (replies.get(i) instanceof JambryException failure) {
                // a shard on its way to another node is looked at when it has arrived
                if (!SplitSlot.isReason(failure)) {
                    throw failure;
                }
                continue;
            }
            List<Seen> listed = listed((List<?>) replies.get(i));
            if (!listed.isEmpty()) {
                due.put(shard, listed);
                listed.forEach(one -> all.add(keys.key(one.entry())));
            }
        }
        return !all.isEmpty() && settle(due, looks.at(all, mode));
    }

    /** Notes what was seen. Answers whether there may be more of it. */
    private boolean settle(Map<Integer, List<Seen>> due, List<Long> seen) {
        boolean more = false;
        List<CommandObject<Object>> settling = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Integer, List<Seen>> shard : due.entrySet()) {
            List<Seen> toBeSettled = new ArrayList<>();
            int known = 0;
            for (Seen one : shard.getValue()) {
                long millis = seen.get(next++);
                known += millis >= ExpiryCommands.GONE ? 1 : 0;
                if (commands.isToBeSettled(millis)) {
                    toBeSettled.add(new Seen(one.entry(), one.noted(), millis));
                }
            }
            // what nobody knows is left to the next sweep
            more |= known == AT_ONCE;
            if (!toBeSettled.isEmpty()) {
                settling.add(commands.settle(shard.getKey(), toBeSettled));
            }
        }
        if (!settling.isEmpty()) {
            Batches.all(link, settling);
        }
        return more;
    }

    private static List<Seen> listed(List<?> words) {
        List<Seen> listed = new ArrayList<>(words.size() / 2);
        for (int i = 0; i < words.size(); i += 2) {
            listed.add(new Seen((byte[]) words.get(i), (byte[]) words.get(i + 1), ExpiryCommands.NOTHING));
        }
        return listed;
    }
}
