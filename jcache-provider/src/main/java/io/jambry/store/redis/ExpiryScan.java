// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Follows the entries that were there before anybody listened to expiry. The register knows whether that has been done, so that
 * one member walks for all, and the index tells when a part of it was evicted. Thread-safe.
 */
final class ExpiryScan {

    private final RedisLink link;
    private final RedisKeys keys;
    private final ExpiryCommands commands;
    private final CacheMembership membership;
    private final Looks looks;
    private final byte[] member;
    private final ReentrantLock scanning = new ReentrantLock();

    /** The mode for whose entries all is done. Written while scanning. */
    private volatile Mode done = Mode.QUIET;

    /** Whether a part of the index was evicted after that, and with it what was known of some entries. */
    private volatile boolean neededAgain;

    ExpiryScan(RedisLink link, RedisKeys keys, ExpiryCommands commands, CacheMembership membership, Looks looks) {
        this.link = link;
        this.keys = keys;
        this.commands = commands;
        this.membership = membership;
        this.looks = looks;
        this.member = membership.memberId().getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns when the ends of all entries are followed as the mode in force wants it, or when it has changed meanwhile. */
    void follow() {
        scanning.lock();
        try {
            follow(() -> {});
        } finally {
            scanning.unlock();
        }
    }

    /** The same, unless a thread does so already; does something else after each page. */
    void followMeanwhile(Runnable betweenPages) {
        if (scanning.tryLock()) {
            try {
                follow(betweenPages);
            } finally {
                scanning.unlock();
            }
        }
    }

    /** A part of the index was evicted: if the walk over all entries was over, the next sweep begins another. */
    void indexIsEvicted() {
        if (membership.mode().equals(done)) {
            neededAgain = true;
        }
    }

    private void follow(Runnable betweenPages) {
        Mode mode = membership.mode();
        boolean again = neededAgain;
        if (!ExpiryCommands.follows(mode) || (mode.equals(done) && !again)) {
            return;
        }
        Scanned wanted = mode.wish().oldValues().contains(ChangeKind.EXPIRED) ? Scanned.VALUES : Scanned.DEADLINES;
        Optional<Scanned> known = membership.scanned(mode.tracking(), Scanned.NONE);
        if (known.isPresent() && (again || known.get().compareTo(wanted) < 0)) {
            // what has expired since the index was evicted has left its last value alone
            byte[] pattern = again ? keys.widePattern() : keys.pattern();
            if (walk(mode.tracking(), pattern, betweenPages)) {
                neededAgain = false;
                known = membership.scanned(mode.tracking(), wanted);
            } else {
                neededAgain = true;
            }
        }
        if (known.isPresent() && known.get().compareTo(wanted) >= 0) {
            done = mode;
        }
    }

    /** False if another time of tracking has begun, or if the index was evicted meanwhile. */
    private boolean walk(long tracking, byte[] pattern, Runnable betweenPages) {
        Batches.all(link, commands.mark(member, /* isDone= */ false));
        Iterator<RedisLink> nodes = link.walk();
        while (nodes.hasNext()) {
            EntryPages pages = new EntryPages(nodes.next(), keys, pattern);
            while (pages.hasNext()) {
                List<byte[]> page = pages.next().stream().map(keys::key).toList();
                if (!membership.make(new Page(page, tracking))) {
                    return false;
                }
                betweenPages.run();
            }
        }
        return Batches.all(link, commands.mark(member, /* isDone= */ true)).stream()
                .allMatch(reply -> reply.equals(1L));
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
