// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition.Fence;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Add;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Remove;
import io.jambry.spi.StoreRequest.Touch;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is told of each outcome under a wish. Each event is a byte, its mark: the kind in the lower four bits, 16 if the new value
 * belongs to it, 32 if the value before does. Scripts and messages have the same marks.
 *
 * <p>An update to a time to live of zero is an update, and then the new value expires; a new entry that expires at once has never
 * been there.
 */
@SuppressWarnings("ArrayRecordComponent") // they do not leave the package, and are not modified
record Events(byte[] created, byte[] updated, byte[] updatedAndExpired, byte[] removed, byte[] expired, byte[] put) {

    private static final byte[] NONE = {};
    private static final int VALUE = 16;
    private static final int OLD_VALUE = 32;
    private static final int KIND = 15;

    static Events of(Wish wish) {
        byte[] created = marks(wish, ChangeKind.CREATED);
        byte[] updated = marks(wish, ChangeKind.UPDATED);
        return new Events(
                created,
                updated,
                marks(wish, ChangeKind.UPDATED, ChangeKind.EXPIRED),
                marks(wish, ChangeKind.REMOVED),
                marks(wish, ChangeKind.EXPIRED),
                either(created, updated));
    }

    private static byte[] either(byte[] created, byte[] changed) {
        byte[] both = new byte[1 + changed.length];
        both[0] = created.length == 0 ? 0 : created[0];
        System.arraycopy(changed, 0, both, 1, changed.length);
        return both;
    }

    private static byte[] marks(Wish wish, ChangeKind... kinds) {
        ByteArrayOutputStream marks = new ByteArrayOutputStream();
        for (ChangeKind kind : kinds) {
            if (wish.kinds().contains(kind)) {
                boolean hasOld = kind != ChangeKind.CREATED && wish.oldValues().contains(kind);
                marks.write(number(kind) | (hasOld ? OLD_VALUE : 0));
            }
        }
        return marks.toByteArray();
    }

    private static int number(ChangeKind kind) {
        return switch (kind) {
            case CREATED -> 1 | VALUE;
            case UPDATED -> 2 | VALUE;
            case REMOVED -> 3;
            case EXPIRED -> 4;
        };
    }

    static ChangeKind kind(byte mark) {
        return switch (mark & KIND) {
            case 1 -> ChangeKind.CREATED;
            case 2 -> ChangeKind.UPDATED;
            case 3 -> ChangeKind.REMOVED;
            case 4 -> ChangeKind.EXPIRED;
            default -> throw new IllegalArgumentException("no kind of change has the mark " + mark);
        };
    }

    static boolean hasValue(byte mark) {
        return (mark & VALUE) != 0;
    }

    static boolean hasOldValue(byte mark) {
        return (mark & OLD_VALUE) != 0;
    }

    static byte withoutOldValue(byte mark) {
        return (byte) (mark & ~OLD_VALUE);
    }

    /** What is told if the request makes a new entry. */
    byte[] ifCreated(StoreRequest request) {
        return switch (request.verb()) {
            case PUT -> ((Put) request).onCreate().isZero() ? NONE : created;
            case ADD -> ((Add) request).onCreate().isZero() ? NONE : created;
            case GET, EXISTS, REMOVE, TOUCH, REWRITE, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> NONE;
        };
    }

    /** What is told if the request changes an entry that is there. */
    byte[] ifChanged(StoreRequest request) {
        return switch (request.verb()) {
            case PUT -> updated(((Put) request).onUpdate());
            case ADD -> updated(((Add) request).onUpdate());
            case REMOVE -> removed;
            case TOUCH -> expired(((Touch) request).ttl());
            case GET -> expired(((Get) request).touch());
            case EXISTS, REWRITE, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> NONE;
        };
    }

    private byte[] updated(Ttl ttl) {
        return ttl.isZero() ? updatedAndExpired : updated;
    }

    private byte[] expired(Ttl ttl) {
        return ttl.isZero() ? expired : NONE;
    }

    /** What scripts are given: the mark if the request makes a new entry, 0 for none, then the marks if it changes one. */
    byte[] either(StoreRequest request) {
        byte[] ifCreated = ifCreated(request);
        byte[] ifChanged = ifChanged(request);
        return ifCreated == created && ifChanged == updated ? put : either(ifCreated, ifChanged);
    }

    /** What was told of a request that ended so. */
    byte[] of(StoreRequest request, Outcome outcome) {
        return switch (outcome) {
            case CREATED -> ifCreated(request);
            case UPDATED, FOUND -> ifChanged(request);
            case REMOVED -> removesNothing(request) ? NONE : ifChanged(request);
            case DONE, ABSENT, UNTOUCHED, CLAIMED, BUSY, LOST -> NONE;
        };
    }

    /** A claim on no entry that ends with no entry counts as removed, and nothing has happened. */
    private static boolean removesNothing(StoreRequest request) {
        return request instanceof Remove remove
                && remove.condition() instanceof Fence fence
                && fence.expected() == null;
    }

    static Set<ChangeKind> kinds(byte[] marks) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        for (byte mark : marks) {
            kinds.add(kind(mark));
        }
        return kinds;
    }
}
