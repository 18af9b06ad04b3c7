// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.Condition;
import io.jambry.spi.Condition.Bytes;
import io.jambry.spi.Condition.Fence;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Abandon;
import io.jambry.spi.StoreRequest.Add;
import io.jambry.spi.StoreRequest.Claim;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Release;
import io.jambry.spi.StoreRequest.Remove;
import io.jambry.spi.StoreRequest.Renew;
import io.jambry.spi.StoreRequest.Rewrite;
import io.jambry.spi.StoreRequest.Touch;

/** Picks for each request the cheapest command that answers it. */
final class RequestCommands {

    private final ReadCommands read;
    private final PutCommands put;
    private final ChangeCommands change;
    private final InvokeCommands invoke;

    RequestCommands(RedisLink link, InvokeCommands invoke) {
        read = new ReadCommands(link.commands());
        put = new PutCommands(link);
        change = new ChangeCommands(link);
        this.invoke = invoke;
    }

    Exchange<?> of(byte[] entry, StoreRequest request) {
        return switch (request.verb()) {
            case GET -> read.get(entry, (Get) request);
            case EXISTS -> read.exists(entry);
            case PUT -> put(entry, (Put) request);
            case REMOVE -> remove(entry, (Remove) request);
            case TOUCH -> touch(entry, (Touch) request);
            case REWRITE -> put(entry, ((Rewrite) request).asPut());
            case ADD -> change.add(entry, (Add) request);
            case CLAIM -> invoke.claim(entry, (Claim) request);
            case RENEW -> invoke.renew(entry, (Renew) request);
            case RELEASE -> invoke.release(entry, (Release) request);
            case ABANDON -> invoke.abandon(entry, (Abandon) request);
            case ADMIT -> invoke.admit(entry, ((StoreRequest.Admit) request).token());
        };
    }

    /** The command of one request among many. */
    Exchange<?> inBatch(byte[] entry, StoreRequest request) {
        return request instanceof Put many && PutCommands.isTimed(many) ? put.timed(entry, many) : of(entry, request);
    }

    private Exchange<?> put(byte[] entry, Put request) {
        Condition condition = request.condition();
        return switch (condition.kind()) {
            case NONE -> put.always(entry, request);
            case ABSENT -> put.ifAbsent(entry, request);
            case PRESENT -> put.ifPresent(entry, request);
            case BYTES -> put.ifEqual(entry, request, ((Bytes) condition).expected());
            case FENCE -> invoke.put(entry, request, (Fence) condition).quiet();
        };
    }

    private Exchange<?> remove(byte[] entry, Remove request) {
        Condition condition = request.condition();
        return switch (condition.kind()) {
            case NONE -> change.remove(entry, request.want());
            case BYTES -> change.removeIfEqual(entry, ((Bytes) condition).expected(), request.want());
            case FENCE ->
                invoke.remove(entry, request.want(), (Fence) condition).quiet();
            case ABSENT, PRESENT -> throw unsuitable(request, condition);
        };
    }

    private Exchange<?> touch(byte[] entry, Touch request) {
        Condition condition = request.condition();
        return switch (condition.kind()) {
            case NONE -> change.touch(entry, request.ttl());
            case BYTES -> change.touchIfEqual(entry, ((Bytes) condition).expected(), request.ttl());
            case FENCE -> invoke.touch(entry, request.ttl(), (Fence) condition).quiet();
            case ABSENT, PRESENT -> throw unsuitable(request, condition);
        };
    }

    private static IllegalArgumentException unsuitable(StoreRequest request, Condition condition) {
        return new IllegalArgumentException(request.verb() + " has no condition " + condition.kind());
    }

    /** Tells whether the request ends a claim, so that asking it again is harmless. */
    static boolean isCommit(StoreRequest request) {
        return OneKey.fence(request) != null;
    }
}
