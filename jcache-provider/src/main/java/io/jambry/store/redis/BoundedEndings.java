// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Mode;
import io.jambry.store.redis.Spans.Place;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.CommandObject;

/**
 * The ends of entries of a bounded cache, whose shards know all ends by themselves. Every member that listens looks; the server tells
 * each end once, whoever looks. Thread-safe.
 */
final class BoundedEndings implements Endings {

    private static final System.Logger LOG = System.getLogger(BoundedEndings.class.getName());

    /** So many are told in one go, of each shard. */
    private static final int AT_ONCE = 250;

    private static final long TOLD = 1;
    private static final long UNPUBLISHED = 2;

    private final RedisLink link;
    private final BoundedCommands commands;
    private final CacheMembership membership;
    private final RedisTeller teller;
    private final ReentrantLock sweeping = new ReentrantLock();

    BoundedEndings(RedisLink link, BoundedCommands commands, CacheMembership membership, RedisTeller teller) {
        this.link = link;
        this.commands = commands;
        this.membership = membership;
        this.teller = teller;
    }

    @Override
    public void follow() {
        // a shard knows its ends
    }

    @Override
    public void sweep() {
        if (!ExpiryCommands.follows(membership.mode()) || !sweeping.tryLock()) {
            return;
        }
        try {
            boolean more = true;
            while (more) {
                more = membership.make(new Pass());
            }
        } catch (JambryException e) {
            LOG.log(
                    Level.DEBUG,
                    "what expires is told late, because the server could not be asked for it; the next sweep tries again",
                    e);
        } finally {
            sweeping.unlock();
        }
    }

    /** One look at what is due, under the mode then in force. Answers whether there is more. */
    private final class Pass implements Change<Boolean> {

        @Override
        public Boolean quietly() {
            return false;
        }

        @Override
        public Boolean told(Teller unused, Mode mode) {
            return ExpiryCommands.follows(mode) && pass(mode);
        }

        @Override
        public void toldLate(Teller unused, Boolean reply, Mode made, Mode now) {
            // what was told was told under the mode in which it was due
        }
    }

    private boolean pass(Mode mode) {
        List<byte[]> due = new ArrayList<>();
        boolean more = false;
        for (Object listed : Batches.reads(
                link,
                commands.keys().shards().stream()
                        .map(shard -> commands.due(shard, AT_ONCE))
                        .toList())) {
            List<?> names = (List<?>) listed;
            more |= names.size() == AT_ONCE;
            names.forEach(name -> due.add((byte[]) name));
        }
        return tell(due, mode) > 0 && more;
    }

    /** Answers how many ends are told. */
    private int tell(List<byte[]> due, Mode mode) {
        if (due.isEmpty()) {
            return 0;
        }
        List<Place> places = new ArrayList<>(due.size());
        List<CommandObject<Object>> batch = new ArrayList<>(due.size());
        for (byte[] key : due) {
            Place place = teller.begin(mode);
            places.add(place);
            batch.add(commands.expire(key, teller.channel(), teller.head(place, key), mode));
        }
        List<Object> answers;
        try {
            answers = link.callAll(batch);
        } catch (RuntimeException | Error e) {
            places.forEach(place -> place.span().unknown());
            throw e;
        }
        int told = 0;
        for (int i = 0; i < answers.size(); i++) {
            if (isTold(places.get(i).span(), answers.get(i))) {
                told++;
            }
        }
        return told;
    }

    private boolean isTold(Span span, Object answer) {
        if (answer instanceof Long code && (code == TOLD || code == UNPUBLISHED)) {
            span.told();
            if (code == UNPUBLISHED) {
                teller.unpublished();
            }
            return true;
        }
        if (answer instanceof Long || answer instanceof NotExecutedException) {
            span.untold();
        } else {
            span.unknown();
        }
        return false;
    }
}
