// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.Condition;
import io.jambry.spi.Condition.Fence;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Release;
import io.jambry.spi.StoreRequest.Remove;
import io.jambry.spi.StoreRequest.Touch;
import io.jambry.spi.StoreRequest.Verb;
import io.jambry.spi.StoreRequest.Want;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What takes the place of claims and commits while entry and lease are on two nodes, so that no script can have both: a look,
 * and a change that compares. All changes of the entry still happen one after the other, because each compares with the
 * whole value that it was made from; only the processors may overlap.
 */
final class OneKey {

    private OneKey() {}

    /** The request about the entry alone; null if there is none. */
    static @Nullable StoreRequest instead(StoreRequest request) {
        return switch (request.verb()) {
            case CLAIM -> StoreRequest.GET;
            case PUT -> put((Put) request);
            case REMOVE -> remove((Remove) request);
            case TOUCH -> touch((Touch) request);
            case GET, EXISTS, REWRITE, ADD, RENEW, RELEASE, ABANDON, ADMIT -> null;
        };
    }

    /** The fence of a commit. */
    static @Nullable Fence fence(StoreRequest request) {
        Condition condition = switch (request.verb()) {
            case PUT -> ((Put) request).condition();
            case REMOVE -> ((Remove) request).condition();
            case TOUCH -> ((Touch) request).condition();
            case GET, EXISTS, REWRITE, ADD, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> Condition.NONE;
        };
        return condition instanceof Fence fence ? fence : null;
    }

    /**
     * Does what a claim or a commit is for without its lease; a commit that succeeds gives the lease back.
     *
     * @param way carries out the request about the entry alone, if it changes the entry
     */
    static StoreReply carryOut(
            RedisLink link,
            InvokeCommands invoke,
            byte[] entry,
            StoreRequest request,
            StoreRequest instead,
            Function<StoreRequest, StoreReply> way) {
        if (instead instanceof Release release) {
            return invoke.release(entry, release).over(link);
        }
        StoreReply reply = way.apply(instead);
        Fence fence = fence(request);
        if (fence == null) {
            return reply;
        }
        if (reply.outcome() != Outcome.UNTOUCHED) {
            // nobody waits for that: a lease that stays ends by itself
            link.send(invoke.release(entry, new Release(fence.fence(), fence.claimKind()))
                    .command());
            return reply;
        }
        return instead.verb() == Verb.TOUCH
                ? StoreReply.of(Outcome.UNTOUCHED, link.call(link.commands().get(entry)))
                : reply;
    }

    private static @Nullable StoreRequest put(Put put) {
        if (!(put.condition() instanceof Fence fence)) {
            return null;
        }
        byte[] expected = fence.expected();
        return expected == null
                // who finds something in the way has to tell what
                ? new Put(put.value(), put.onCreate(), put.onUpdate(), Condition.ABSENT, Want.PREVIOUS)
                : new Put(put.value(), put.onCreate(), put.onUpdate(), Condition.bytes(expected), put.want());
    }

    private static @Nullable StoreRequest remove(Remove remove) {
        return remove.condition() instanceof Fence fence && fence.expected() != null
                ? new Remove(Condition.bytes(fence.expected()), remove.want())
                : null;
    }

    private static @Nullable StoreRequest touch(Touch touch) {
        if (!(touch.condition() instanceof Fence fence)) {
            return null;
        }
        if (touch.ttl().isKeep()) {
            return new Release(fence.fence(), fence.claimKind());
        }
        return fence.expected() == null ? null : new Touch(touch.ttl(), Condition.bytes(fence.expected()));
    }
}
