// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisScript;
import io.jambry.spi.ClaimKind;
import io.jambry.spi.Condition.Fence;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest.Abandon;
import io.jambry.spi.StoreRequest.Claim;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Release;
import io.jambry.spi.StoreRequest.Renew;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/** The commands of exclusive updates: claim, renew, release, and the three changes under a fence. */
final class InvokeCommands {

    /** As long as somebody waits, a member keeps its turns together for this long: handing over costs the waiter's pause. */
    private static final byte[] TURN_MICROS = ascii("2000");

    /** Longer than a waiter pauses between two claims, short enough for a waiter that has died. */
    private static final byte[] KEPT_MICROS = ascii("30000");

    /** Larger values are compared by digest, so that they do not travel back. */
    private static final int LARGE = 256;

    /** How long the greatest token is remembered after its last use: as long as locks remember theirs. */
    private static final byte[] TOKEN_MILLIS = number(TimeUnit.DAYS.toMillis(7));

    private static final byte[] NOTHING = {};
    private static final byte[] ABSENT = ascii("absent");
    private static final byte[] BYTES = ascii("bytes");
    private static final byte[] DIGEST = ascii("digest");
    private static final byte[] ANY = ascii("any");
    private static final byte[] PUT = ascii("put");
    private static final byte[] REMOVE = ascii("remove");
    private static final byte[] TOUCH = ascii("touch");

    private final RedisKeys keys;
    private final String member;

    InvokeCommands(RedisKeys keys, String memberId) {
        this.keys = keys;
        this.member = memberId;
    }

    Exchange<?> claim(byte[] entry, Claim claim) {
        return claim(entry, claim, RedisScript.INVOKE_CLAIM::with);
    }

    /** The claim by another script, which is given what invoke-claim.lua is given. */
    Exchange<?> claim(byte[] entry, Claim claim, Function<byte[][], CommandObject<Object>> script) {
        byte[][] arguments = {
            entry, lease(entry, claim.kind()), ascii(member), number(claim.id()), number(claim.leaseMillis())
        };
        return new Exchange<>(script.apply(arguments), InvokeCommands::claimed);
    }

    private static StoreReply claimed(Object reply) {
        if (reply instanceof Long wait) {
            return StoreReply.busy(Math.max(0, wait), /* fence= */ 0);
        }
        List<?> parts = (List<?>) reply;
        if (parts.get(0) instanceof Long wait) {
            return StoreReply.busy(Math.max(0, wait), number(parts.get(1)));
        }
        long fence = number(parts.get(0));
        return StoreReply.claimed(fence, (byte[]) parts.get(1));
    }

    private static long number(Object text) {
        return Long.parseLong(new String((byte[]) text, StandardCharsets.US_ASCII));
    }

    /** The lease of who loads an entry. */
    byte[] load(byte[] entry) {
        return keys.load(entry);
    }

    /** Where those of a kind who have claimed an entry are written down. */
    private byte[] lease(byte[] entry, ClaimKind kind) {
        return kind == ClaimKind.LOAD ? keys.load(entry) : keys.lease(entry);
    }

    Exchange<?> renew(byte[] entry, Renew renew) {
        return new Exchange<>(
                RedisScript.INVOKE_RENEW.with(
                        lease(entry, renew.kind()), number(renew.fence()), number(renew.leaseMillis())),
                Meanings.count(StoreReply.LOST, StoreReply.DONE));
    }

    Exchange<?> release(byte[] entry, Release release) {
        return new Exchange<>(release(entry, release.kind(), number(release.fence())), Meanings::done);
    }

    Exchange<?> abandon(byte[] entry, Abandon abandon) {
        return new Exchange<>(
                release(entry, abandon.kind(), ascii(member + '.' + abandon.id())),
                Meanings.count(StoreReply.LOST, StoreReply.DONE));
    }

    Exchange<?> admit(byte[] entry, long token) {
        return new Exchange<>(
                RedisScript.ADMIT.with(keys.token(entry), number(token), TOKEN_MILLIS),
                Meanings.count(StoreReply.UNTOUCHED, StoreReply.DONE));
    }

    private CommandObject<Object> release(byte[] entry, ClaimKind kind, byte[] claim) {
        return RedisScript.INVOKE_RELEASE.with(lease(entry, kind), claim, TURN_MICROS, KEPT_MICROS);
    }

    Commit put(byte[] entry, Put put, Fence fence) {
        boolean create = fence.expected() == null;
        Ttl ttl = create ? put.onCreate() : put.onUpdate();
        StoreReply success = success(create ? Outcome.CREATED : Outcome.UPDATED, put.want(), fence);
        return commit(entry, fence, PUT, ttl, put.value(), success);
    }

    Commit remove(byte[] entry, Want want, Fence fence) {
        return commit(entry, fence, REMOVE, Ttl.ZERO, NOTHING, success(Outcome.REMOVED, want, fence));
    }

    Commit touch(byte[] entry, Ttl ttl, Fence fence) {
        StoreReply success = fence.expected() == null && !ttl.isKeep() ? StoreReply.UNTOUCHED : StoreReply.UPDATED;
        return commit(entry, fence, TOUCH, ttl, NOTHING, success);
    }

    private static StoreReply success(Outcome outcome, Want want, Fence fence) {
        return StoreReply.of(outcome, want == Want.PREVIOUS ? fence.expected() : null);
    }

    private Commit commit(byte[] entry, Fence fence, byte[] verb, Ttl ttl, byte[] value, StoreReply success) {
        byte @Nullable [] expected = fence.expected();
        byte[] comparison = BYTES;
        byte[] argument = NOTHING;
        if (ttl.isKeep() && Arrays.equals(verb, TOUCH)) {
            comparison = ANY;
        } else if (expected == null) {
            comparison = ABSENT;
        } else if (expected.length > LARGE) {
            comparison = DIGEST;
            argument = sha1(expected);
        } else {
            argument = expected;
        }
        byte[][] arguments = {
            number(fence.fence()), comparison, argument, verb, TtlText.of(ttl), value, TURN_MICROS, KEPT_MICROS
        };
        return new Commit(entry, lease(entry, fence.claimKind()), arguments, success);
    }

    private static byte[] sha1(byte[] value) {
        try {
            return ascii(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(value)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-1", e);
        }
    }

    private static byte[] number(long value) {
        return ascii(Long.toString(value));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
