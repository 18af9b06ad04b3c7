// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import io.jambry.spi.Store.Scope;
import io.jambry.spi.StoreEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Follows the entries that were there before anybody listened to expiry. The register knows whether that has been done, so that
 * one member walks for all. Thread-safe.
 */
final class ExpiryScan {

    private static final int PAGE = 1000;

    private final RedisLink link;
    private final RedisKeys keys;
    private final CacheMembership membership;
    private final Looks looks;
    private final ReentrantLock scanning = new ReentrantLock();

    /** The mode for whose entries all is done. Guarded by scanning. */
    private Mode done = Mode.QUIET;

    ExpiryScan(RedisLink link, RedisKeys keys, CacheMembership membership, Looks looks) {
        this.link = link;
        this.keys = keys;
        this.membership = membership;
        this.looks = looks;
    }

    /** Returns when the ends of all entries are followed as the mode in force wants it, or when it has changed meanwhile. */
    void follow() {
        scanning.lock();
        try {
            Mode mode = membership.mode();
            if (mode.equals(done) || !ExpiryCommands.follows(mode)) {
                return;
            }
            Scanned wanted = mode.wish().oldValues().contains(ChangeKind.EXPIRED) ? Scanned.VALUES : Scanned.DEADLINES;
            Optional<Scanned> known = membership.scanned(mode.tracking(), Scanned.NONE);
            if (known.isPresent() && known.get().compareTo(wanted) < 0 && walk(mode.tracking())) {
                known = membership.scanned(mode.tracking(), wanted);
            }
            if (known.isPresent() && known.get().compareTo(wanted) >= 0) {
                done = mode;
            }
        } finally {
            scanning.unlock();
        }
    }

    /** False if another time of tracking has begun. */
    private boolean walk(long tracking) {
        RedisScan scan = new RedisScan(link, keys, Scope.KEYS, PAGE);
        boolean goesOn = true;
        while (goesOn && scan.hasNext()) {
            List<byte[]> page = scan.next().stream().map(StoreEntry::key).toList();
            goesOn = membership.make(new Page(page, tracking));
        }
        return goesOn;
    }

    /** Some of the entries, looked at under the mode then in force. */
    private final class Page implements Change<Boolean> {

        private final List<byte[]> all;
        private final long tracking;

        Page(List<byte[]> all, long tracking) {
            this.all = all;
            this.tracking = tracking;
        }

        @Override
        public Boolean quietly() {
            return false;
        }

        @Override
        public Boolean told(Teller teller, Mode mode) {
            if (mode.tracking() != tracking) {
                return false;
            }
            looks.follow(all, mode);
            return true;
        }

        @Override
        public void toldLate(Teller teller, Boolean reply, Mode made, Mode now) {
            // nothing was changed
        }
    }
}
