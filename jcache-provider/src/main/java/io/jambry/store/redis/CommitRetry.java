// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.OutcomeUnknownException;
import io.jambry.redis.RedisLink;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * Asks commits of unknown outcome once more, which is harmless: the lease remembers for five seconds what was committed.
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
            if (isForgotten(answer, start)) {
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

    /**
     * Asks again the commits of a batch whose outcome is unknown, all together and in the time of one call.
     *
     * @param answers replies and failures by seat
     * @param start when the batch went out
     * @return the same, with what the second answers tell
     */
    static List<Object> askAgain(
            RedisLink link,
            List<StoreRequest> requests,
            List<Exchange<?>> exchanges,
            List<Object> answers,
            long start) {
        List<Integer> seats = new ArrayList<>();
        List<CommandObject<?>> batch = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof OutcomeUnknownException && RequestCommands.isCommit(requests.get(i))) {
                seats.add(i);
                batch.add(exchanges.get(i).command());
            }
        }
        List<Object> known = new ArrayList<>(answers);
        long deadline = start + link.timeout().toNanos();
        if (batch.isEmpty() || System.nanoTime() - deadline >= 0) {
            return known;
        }
        List<Object> again = link.callAllBefore(batch, deadline);
        for (int i = 0; i < again.size(); i++) {
            Object answer = again.get(i);
            int seat = seats.get(i);
            if (answer instanceof JambryException failure) {
                ((JambryException) known.get(seat)).addSuppressed(failure);
            } else if (!isForgotten(answer, start)) {
                known.set(seat, answer);
            }
        }
        return known;
    }

    /** Whether the server cannot tell any more what became of a commit. */
    private static boolean isForgotten(@Nullable Object answer, long start) {
        return CLAIMED_ANEW.equals(answer) || (OVER.equals(answer) && System.nanoTime() - start > REMEMBERED_NANOS);
    }
}
