// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.StoredChange;
import io.jambry.store.redis.Message.Answer;
import io.jambry.store.redis.Message.Count;
import io.jambry.store.redis.Message.Slow;
import io.jambry.store.redis.Message.Tally;
import io.jambry.store.redis.Message.Told;
import io.jambry.store.redis.Message.Unknown;
import io.jambry.store.redis.Message.Writer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a {@link Message}, version 1. Numbers have their high byte first. */
final class MessageFormat {

    static final int VERSION = 1;

    private static final byte TOLD = 1;
    private static final byte TALLY = 2;
    private static final byte ANSWER = 3;
    private static final byte SLOW = 4;

    private static final int AWAITED = 1;
    private static final int LAST = 1;

    private static final int COUNT_BYTES = 32;

    private MessageFormat() {}

    /** What all messages of changes of a writer begin with. */
    static byte[] beginning(Writer writer) {
        ByteBuffer out = ByteBuffer.allocate(2 + writerBytes(writer));
        begin(out, TOLD, writer);
        return out.array();
    }

    /** The beginning and what else comes before the events of a change. */
    static byte[] head(byte[] beginning, long span, long number, boolean awaited, byte[] key) {
        ByteBuffer out = ByteBuffer.allocate(beginning.length + 17 + 4 + key.length);
        out.put(beginning).putLong(span).putLong(number).put((byte) (awaited ? AWAITED : 0));
        return out.putInt(key.length).put(key).array();
    }

    /** A message of a change: its head, and its events by their {@linkplain Events marks}. */
    static byte[] told(byte[] head, byte[] marks, byte @Nullable [] value, byte @Nullable [] oldValue) {
        byte[] fresh = value == null ? new byte[0] : value;
        byte @Nullable [] old = oldValue;
        ByteBuffer out = ByteBuffer.allocate(head.length + marks.length * (9 + fresh.length) + length(old));
        out.put(head);
        for (byte mark : marks) {
            // what is not known is left out
            byte @Nullable [] known = Events.hasOldValue(mark) ? old : null;
            out.put(known != null ? mark : Events.withoutOldValue(mark));
            if (Events.hasValue(mark)) {
                field(out, fresh);
            }
            if (known != null) {
                field(out, known);
            }
            old = fresh;
        }
        byte[] message = new byte[out.position()];
        out.flip().get(message);
        return message;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    static byte[] tally(Tally tally) {
        int counts = tally.counts().size();
        ByteBuffer out = ByteBuffer.allocate(2 + writerBytes(tally.writer()) + 25 + 4 + counts * COUNT_BYTES);
        begin(out, TALLY, tally.writer());
        out.putLong(tally.oldest()).putLong(tally.next()).putLong(tally.intervalMillis());
        out.put((byte) (tally.last() ? LAST : 0)).putInt(counts);
        for (Count count : tally.counts()) {
            out.putLong(count.span())
                    .putLong(count.mode())
                    .putLong(count.told())
                    .putLong(count.unknown());
        }
        return out.array();
    }

    static byte[] answer(Answer answer) {
        List<byte[]> failures = answer.failures().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        Writer named = new Writer(answer.member(), answer.run());
        int size = failures.stream().mapToInt(text -> 4 + text.length).sum();
        ByteBuffer out = ByteBuffer.allocate(2 + writerBytes(named) + 16 + 4 + size);
        begin(out, ANSWER, named);
        out.putLong(answer.span()).putLong(answer.number()).putInt(failures.size());
        failures.forEach(text -> field(out, text));
        return out.array();
    }

    static byte[] slow(Slow slow) {
        ByteBuffer out = ByteBuffer.allocate(2 + writerBytes(slow.writer()) + 8);
        begin(out, SLOW, slow.writer());
        return out.putLong(slow.since()).array();
    }

    private static int writerBytes(Writer writer) {
        return 1 + writer.member().length() + 4;
    }

    private static void begin(ByteBuffer out, byte type, Writer writer) {
        byte[] member = writer.member().getBytes(StandardCharsets.US_ASCII);
        out.put((byte) VERSION).put(type).put((byte) member.length).put(member).putInt(writer.run());
    }

    private static void field(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }

    /** Reads any message; {@link Unknown} is what cannot be read. */
    static Message read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int version = Byte.toUnsignedInt(in.get());
            if (version != VERSION) {
                return new Unknown(version);
            }
            byte type = in.get();
            Writer writer = new Writer(new String(bytes(in, in.get()), StandardCharsets.US_ASCII), in.getInt());
            return switch (type) {
                case TOLD -> told(in, writer);
                case TALLY -> tally(in, writer);
                case ANSWER -> answer(in, writer);
                case SLOW -> new Slow(writer, in.getLong());
                default -> new Unknown(version);
            };
        } catch (BufferUnderflowException | IllegalArgumentException damaged) {
            return new Unknown(VERSION);
        }
    }

    private static Told told(ByteBuffer in, Writer writer) {
        long span = in.getLong();
        long number = in.getLong();
        boolean awaited = (in.get() & AWAITED) != 0;
        byte[] key = field(in);
        List<StoredChange> changes = new ArrayList<>(1);
        while (in.hasRemaining()) {
            byte mark = in.get();
            ChangeKind kind = Events.kind(mark);
            byte @Nullable [] value = Events.hasValue(mark) ? field(in) : null;
            changes.add(new StoredChange(kind, key, value, Events.hasOldValue(mark) ? field(in) : null));
        }
        return new Told(writer, span, number, awaited, changes);
    }

    private static Tally tally(ByteBuffer in, Writer writer) {
        long oldest = in.getLong();
        long next = in.getLong();
        long interval = in.getLong();
        boolean last = (in.get() & LAST) != 0;
        int size = size(in, COUNT_BYTES);
        List<Count> counts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            counts.add(new Count(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
        }
        return new Tally(writer, oldest, next, interval, last, counts);
    }

    private static Answer answer(ByteBuffer in, Writer named) {
        long span = in.getLong();
        long number = in.getLong();
        int size = size(in, 4);
        List<String> failures = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            failures.add(new String(field(in), StandardCharsets.UTF_8));
        }
        return new Answer(named.member(), named.run(), span, number, failures);
    }

    /** A number of things of so many bytes at least. */
    private static int size(ByteBuffer in, int each) {
        int size = in.getInt();
        if (size < 0 || size > in.remaining() / each) {
            throw new BufferUnderflowException();
        }
        return size;
    }

    private static byte[] field(ByteBuffer in) {
        return bytes(in, size(in, 1));
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
