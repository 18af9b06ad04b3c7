// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import io.jambry.faults.Fault.Corrupt;
import io.jambry.faults.Fault.Delay;
import io.jambry.faults.Fault.EndAfterBytes;
import io.jambry.faults.Fault.EndAfterRequests;
import io.jambry.faults.Fault.EndAt;
import io.jambry.faults.Fault.EndUnless;
import io.jambry.faults.Fault.Pieces;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One direction of one connection.
 *
 * <p>Mechanism: one thread reads and another one writes, with a queue between them, so that a delay is a latency and
 * not a limit of throughput, and what is held does not stop the sender at once. The writer asks for the rule in force
 * again after everything that may take time. When the connection has ended, it goes on taking chunks and throws them
 * away, until the stream ends.
 */
final class Pipe {

    private static final int CHUNK = 1 << 16;

    /** Held bytes in memory are at most this many chunks; then the sender has to wait, as with any full socket. */
    private static final int MAX_CHUNKS = 1024;

    private final Connection connection;
    private final Way way;
    private final Socket from;
    private final Socket to;
    private final BlockingQueue<Chunk> arrived = new LinkedBlockingQueue<>(MAX_CHUNKS);

    // confined to the writing thread: the rule last seen, and what happened under it
    private Rule rule = Rule.always(Fault.NONE);
    private long passed;
    private RequestCounter requests = new RequestCounter();
    private Random random = new Random(0);

    Pipe(Connection connection, Way way, Socket from, Socket to) {
        this.connection = connection;
        this.way = way;
        this.from = from;
        this.to = to;
    }

    /** Reads until the stream ends. */
    void read() throws InterruptedException {
        Ending ending = Ending.CLOSE;
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[CHUNK];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                way.countReceived(length);
                arrived.put(Chunk.of(Arrays.copyOf(buffer, length)));
            }
        } catch (IOException e) {
            ending = Ending.RESET;
        }
        end(ending);
    }

    /** Lets the stream end behind what was read. */
    void end(Ending ending) throws InterruptedException {
        arrived.put(Chunk.end(ending));
    }

    /** Writes until the stream ends. */
    void write() throws InterruptedException {
        while (true) {
            Chunk chunk = arrived.take();
            try {
                if (chunk.ending() != null) {
                    pass(chunk.ending(), chunk.arrivedNanos());
                    return;
                }
                int position = 0;
                while (position < chunk.bytes().length && !connection.hasEnded()) {
                    position += pass(chunk, position);
                }
            } catch (IOException e) {
                // the receiver is gone, as the sender would learn from it without a proxy
                connection.end(Ending.RESET);
                if (chunk.ending() != null) {
                    return;
                }
            }
        }
    }

    private void pass(Ending ending, long arrivedNanos) throws IOException, InterruptedException {
        boolean due = false;
        while (!due && !connection.hasEnded()) {
            due = isDue(arrivedNanos);
        }
        if (connection.hasEnded()) {
            return;
        }
        if (ending == Ending.RESET) {
            connection.end(Ending.RESET);
        } else {
            to.shutdownOutput();
        }
    }

    /** Waits as long as the rule wants an ending to wait; false when the rule has changed meanwhile. */
    private boolean isDue(long arrivedNanos) throws InterruptedException {
        Fault fault = look();
        if (fault instanceof Delay delay && rule.strike()) {
            return way.pause(rule, arrivedNanos + draw(delay), connection::hasEnded);
        }
        if ((fault == Fault.DROP || fault == Fault.HOLD) && rule.strike()) {
            way.pause(rule, connection::hasEnded);
            return false;
        }
        return true;
    }

    /** Takes the rule in force, and tells what it means for this connection. */
    private Fault look() {
        Rule inForce = way.rule();
        Fault fault = inForce.faultFor(connection.number());
        if (inForce != rule) {
            rule = inForce;
            passed = 0;
            requests = new RequestCounter();
            if (fault instanceof Delay delay) {
                random = new Random(delay.seed() + connection.number());
            }
        }
        return fault;
    }

    private long draw(Delay delay) {
        long least = delay.least().toNanos();
        return least + (long) (random.nextDouble() * (delay.most().toNanos() - least));
    }

    /** Deals with some of the bytes from this position on, and tells with how many. */
    private int pass(Chunk chunk, int start) throws IOException, InterruptedException {
        Fault fault = look();
        byte[] bytes = chunk.bytes();
        int rest = bytes.length - start;
        if (fault == Fault.DROP && rule.strike()) {
            way.countDropped(rest);
            return rest;
        }
        if (fault == Fault.HOLD && rule.strike()) {
            way.pause(rule, connection::hasEnded);
            return 0;
        }
        if (fault instanceof Delay delay
                && rule.strike()
                && !way.pause(rule, chunk.arrivedNanos() + draw(delay), connection::hasEnded)) {
            return 0;
        }
        if (fault instanceof Pieces pieces && rule.strike()) {
            return writePieces(bytes, start, pieces);
        }
        if (fault instanceof Corrupt corrupt) {
            corrupt(bytes, start, corrupt);
        }
        int end = endOfForwarded(fault, bytes, start);
        if (end >= 0 && rule.strike()) {
            // first of all, for the other direction must not deliver a reply to what is written here
            connection.sever();
            write(bytes, start, end - start);
            connection.end(ending(fault));
            return rest;
        }
        write(bytes, start, rest);
        return rest;
    }

    private int writePieces(byte[] bytes, int start, Pieces pieces) throws IOException, InterruptedException {
        int position = start;
        boolean inForce = true;
        while (position < bytes.length && inForce) {
            int size = Math.min(pieces.size(), bytes.length - position);
            write(bytes, position, size);
            position += size;
            inForce = way.pause(rule, System.nanoTime() + pieces.pause().toNanos(), connection::hasEnded);
        }
        return position - start;
    }

    private void corrupt(byte[] bytes, int start, Corrupt corrupt) {
        long index = start + corrupt.offset() - passed;
        if (index >= start && index < bytes.length && rule.strike()) {
            bytes[(int) index] ^= (byte) corrupt.mask();
        }
    }

    /** The index up to which bytes are forwarded before the connection ends, or -1 when it goes on. */
    private int endOfForwarded(Fault fault, byte[] bytes, int start) {
        if (fault instanceof EndAfterBytes after) {
            long end = start + after.bytes() - passed;
            return end >= start && end <= bytes.length ? (int) end : -1;
        }
        if (fault instanceof EndAfterRequests after) {
            return requests.endOf(after.requests(), bytes, start);
        }
        if (fault instanceof EndAt at) {
            String text = new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
            return text.contains(at.text()) ? start : -1;
        }
        if (fault instanceof EndUnless unless) {
            return unless.firsts().indexOf(bytes[start] & 0xFF) >= 0 ? -1 : start;
        }
        return -1;
    }

    private static Ending ending(Fault fault) {
        if (fault instanceof EndAfterBytes after) {
            return after.ending();
        }
        if (fault instanceof EndAfterRequests after) {
            return after.ending();
        }
        if (fault instanceof EndAt at) {
            return at.ending();
        }
        if (fault instanceof EndUnless unless) {
            return unless.ending();
        }
        throw new IllegalStateException(fault + " ends no connection");
    }

    private void write(byte[] bytes, int start, int length) throws IOException {
        passed += length;
        // before the receiver can have them, so that it never has more than was counted
        way.countForwarded(length);
        to.getOutputStream().write(bytes, start, length);
    }
}
