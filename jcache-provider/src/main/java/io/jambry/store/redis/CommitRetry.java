// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.OutcomeUnknownException;
import io.jambry.redis.RedisLink;
import io.jambry.spi.StoreReply;
import java.util.concurrent.TimeUnit;

/**
 * Asks a commit of unknown outcome once more, which is harmless: the lease remembers for five seconds what was committed.
 * Only when the entry was claimed anew meanwhile is the answer lost, and the outcome stays unknown.
 */
final class CommitRetry {

    private static final Long CLAIMED_ANEW = -1L;
    private static final Long OVER = 0L;
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(4);

    private CommitRetry() {}

    static <T> StoreReply commit(RedisLink link, Exchange<T> commit) {
        long start = System.nanoTime();
        long deadline = start + link.timeout().toNanos();
        try {
            return commit.meaning().apply(link.callBefore(commit.command(), deadline));
        } catch (OutcomeUnknownException unknown) {
            if (System.nanoTime() - deadline >= 0) {
                throw unknown;
            }
            T answer = askAgain(link, commit, deadline, unknown);
            boolean forgotten = System.nanoTime() - start > REMEMBERED_NANOS;
            if (CLAIMED_ANEW.equals(answer) || (OVER.equals(answer) && forgotten)) {
                throw unknown;
            }
            return commit.meaning().apply(answer);
        }
    }

    private static <T> T askAgain(RedisLink link, Exchange<T> commit, long deadline, OutcomeUnknownException unknown) {
        try {
            return link.callBefore(commit.command(), deadline);
        } catch (JambryException failure) {
            unknown.addSuppressed(failure);
            throw unknown;
        }
    }
}
