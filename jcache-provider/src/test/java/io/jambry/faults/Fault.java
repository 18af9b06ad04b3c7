// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.time.Duration;

/**
 * What becomes of the bytes of one direction.
 *
 * <p>Bytes, requests and pieces are counted per connection, from the moment the fault was set.
 */
public sealed interface Fault {

    /** No fault: bytes are forwarded as they come. */
    Fault NONE = Silence.NONE;

    /**
     * Half-open: bytes are accepted and thrown away, and the end of the stream is not told before the fault is gone.
     * What was thrown away never arrives; {@link #HOLD} is the partition that heals.
     */
    Fault DROP = Silence.DROP;

    /** Bytes and the end of the stream are kept, and arrive in order when the fault is gone. */
    Fault HOLD = Silence.HOLD;

    /** The faults without a measure. */
    enum Silence implements Fault {
        NONE,
        DROP,
        HOLD
    }

    /**
     * Each chunk arrives later, in order, by a time between both limits.
     *
     * @param seed of the times; each connection draws its own row of them
     */
    record Delay(Duration least, Duration most, long seed) implements Fault {
        public Delay {
            if (least.isNegative() || most.compareTo(least) < 0) {
                throw new IllegalArgumentException("delay is not a range: " + least + " to " + most);
            }
        }
    }

    /** Bytes arrive in pieces, with a pause after each. */
    record Pieces(int size, Duration pause) implements Fault {
        public Pieces {
            requireAtLeast(1, size, "size");
        }
    }

    /**
     * One byte arrives altered.
     *
     * @param offset of the byte, 0 for the next one
     * @param mask the bits that are flipped
     */
    record Corrupt(long offset, int mask) implements Fault {
        public Corrupt {
            requireAtLeast(0, offset, "offset");
        }
    }

    /** The connection ends when so many bytes have been forwarded; with 0, instead of forwarding the next one. */
    record EndAfterBytes(long bytes, Ending ending) implements Fault {
        public EndAfterBytes {
            requireAtLeast(0, bytes, "bytes");
        }
    }

    /**
     * The connection ends when so many requests, as the Redis protocol frames them, have been forwarded whole; replies
     * that were not delivered by then are lost. To be set on {@link Direction#REQUESTS}, between two requests.
     */
    record EndAfterRequests(int requests, Ending ending) implements Fault {
        public EndAfterRequests {
            requireAtLeast(1, requests, "requests");
        }
    }

    /** The connection ends instead of forwarding a chunk with this text in it; the text must come in one chunk. */
    record EndAt(String text, Ending ending) implements Fault {}

    /**
     * The connection ends instead of forwarding a chunk, unless the chunk begins with one of these characters. With
     * {@code "%+"} replies are lost, and the greeting of the server is not.
     */
    record EndUnless(String firsts, Ending ending) implements Fault {}

    static Fault delay(Duration time) {
        return new Delay(time, time, /* seed= */ 0);
    }

    /** A delay that differs from chunk to chunk. */
    static Fault jitter(Duration least, Duration most, long seed) {
        return new Delay(least, most, seed);
    }

    /** Single bytes, as fast as they can be written; the receiver may still read several at once. */
    static Fault slice() {
        return slice(Duration.ZERO);
    }

    /** Single bytes, with a pause that makes the receiver read them one by one. */
    static Fault slice(Duration pause) {
        return new Pieces(1, pause);
    }

    static Fault throttle(int bytesPerSecond) {
        requireAtLeast(1, bytesPerSecond, "bytesPerSecond");
        int size = Math.max(1, bytesPerSecond / 50);
        return new Pieces(size, Duration.ofNanos(1_000_000_000L * size / bytesPerSecond));
    }

    /** Flips every bit of one byte. */
    static Fault corrupt(long offset) {
        return new Corrupt(offset, 0xFF);
    }

    /** Ends the connection instead of forwarding. */
    static Fault close() {
        return new EndAfterBytes(0, Ending.CLOSE);
    }

    /** Resets the connection instead of forwarding. */
    static Fault reset() {
        return new EndAfterBytes(0, Ending.RESET);
    }

    static Fault truncate(long bytes) {
        return new EndAfterBytes(bytes, Ending.CLOSE);
    }

    static Fault closeAfterRequests(int requests) {
        return new EndAfterRequests(requests, Ending.CLOSE);
    }

    static Fault closeUnless(String firsts) {
        return new EndUnless(firsts, Ending.CLOSE);
    }

    static Fault closeAt(String text) {
        return new EndAt(text, Ending.CLOSE);
    }

    private static void requireAtLeast(long least, long number, String name) {
        if (number < least) {
            throw new IllegalArgumentException(name + " is less than " + least + ": " + number);
        }
    }
}
