// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import io.jambry.spi.Condition;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One change of one entry, inside one step of the map: what was found, what shall be there, what is answered. */
final class Step {

    private final LongSupplier clock;
    private final long now;
    private final byte @Nullable [] expired;
    private @Nullable Cell cell;
    private StoreReply reply = StoreReply.UNTOUCHED;

    Step(@Nullable Cell found, LongSupplier clock) {
        this.clock = clock;
        this.now = clock.getAsLong();
        boolean over = found != null && found.isOver(now);
        this.cell = over ? null : found;
        this.expired = over && found != null ? found.value() : null;
    }

    /** What shall be in the map; null for nothing. */
    @Nullable
    Cell cell() {
        return cell;
    }

    StoreReply reply() {
        return reply.withExpired(expired);
    }

    void read(StoreRequest.Get request) {
        Cell found = cell;
        if (found == null) {
            reply = StoreReply.ABSENT;
            return;
        }
        live(found.value(), request.touch());
        reply = StoreReply.found(found.value());
        if (request.remainingTtl()) {
            reply = reply.withRemaining(cell == null ? 0 : cell.remaining(now));
        }
    }

    void put(StoreRequest.Put request) {
        Cell found = cell;
        if (!holds(request.condition())) {
            if (found != null && request.want() == Want.PREVIOUS && request.condition() == Condition.ABSENT) {
                reply = StoreReply.of(Outcome.UNTOUCHED, found.value());
            }
            return;
        }
        live(request.value(), found == null ? request.onCreate() : request.onUpdate());
        byte[] previous = found == null || request.want() != Want.PREVIOUS ? null : found.value();
        reply = StoreReply.of(found == null ? Outcome.CREATED : Outcome.UPDATED, previous);
    }

    void remove(StoreRequest.Remove request) {
        Cell found = cell;
        if (!holds(request.condition())) {
            return;
        }
        cell = null;
        if (found != null) {
            reply = StoreReply.of(Outcome.REMOVED, request.want() == Want.PREVIOUS ? found.value() : null);
        } else if (request.condition().kind() == Condition.Kind.FENCE) {
            reply = StoreReply.REMOVED;
        }
    }

    void touch(StoreRequest.Touch request) {
        Cell found = cell;
        if (holds(request.condition()) && found != null) {
            live(found.value(), request.ttl());
            reply = StoreReply.UPDATED;
        }
    }

    void add(StoreRequest.Add request) {
        Cell found = cell;
        byte[] prefix = request.prefix();
        try {
            long sum = Math.addExact(found == null ? 0 : number(found.value(), prefix), request.delta());
            byte[] digits = Long.toString(sum).getBytes(StandardCharsets.US_ASCII);
            byte[] value = Arrays.copyOf(prefix, prefix.length + digits.length);
            System.arraycopy(digits, 0, value, prefix.length, digits.length);
            live(value, found == null ? request.onCreate() : request.onUpdate());
            reply = StoreReply.of(found == null ? Outcome.CREATED : Outcome.UPDATED, value);
        } catch (NumberFormatException | ArithmeticException e) {
            reply = StoreReply.of(Outcome.UNTOUCHED, found == null ? null : found.value());
        }
    }

    private static long number(byte[] value, byte[] prefix) {
        if (value.length < prefix.length || !Arrays.equals(prefix, Arrays.copyOf(value, prefix.length))) {
            throw new NumberFormatException("another prefix");
        }
        String digits = new String(value, prefix.length, value.length - prefix.length, StandardCharsets.US_ASCII);
        return Long.parseLong(digits);
    }

    /** Gives the entry a value and a time to live. */
    private void live(byte[] value, Ttl ttl) {
        long end = ttl.isKeep() ? (cell == null ? Long.MAX_VALUE : cell.end()) : end(ttl);
        cell = ttl.isZero() ? null : new Cell(value, end, clock);
    }

    private long end(Ttl ttl) {
        return ttl.isEternal() ? Long.MAX_VALUE : now + ttl.millis();
    }

    /** Tells whether a condition holds; if not, the reply says what is there. */
    private boolean holds(Condition condition) {
        byte[] value = cell == null ? null : cell.value();
        return switch (condition.kind()) {
            case NONE -> true;
            case ABSENT -> value == null;
            case PRESENT -> value != null;
            case BYTES -> same(value, ((Condition.Bytes) condition).expected());
            case FENCE -> same(value, ((Condition.Fence) condition).expected());
        };
    }

    private boolean same(byte @Nullable [] value, byte @Nullable [] expected) {
        boolean same = Arrays.equals(value, expected);
        if (!same) {
            reply = StoreReply.of(Outcome.UNTOUCHED, value);
        }
        return same;
    }
}
