// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.fory;

import static java.util.Objects.requireNonNull;

import io.jambry.codec.Limit;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Apache Fory in its compatible mode: the fastest of the codecs, with classes by name and fields that may come and go.
 *
 * <p>Minor versions of Fory change its binary format. A byte in front of each value says which format it is in, and another
 * one than that of this library is refused: what one minor version wrote is lost with the next.
 *
 * <p>References are not kept, because Fory reads null for a record or an immutable collection that is a part of itself. So
 * an object that occurs twice becomes two that are equal, and a cycle is refused. Each value is read again right after it
 * was written, so that what Fory writes and cannot read is refused while the value is still there.
 *
 * <p>Thread-safe.
 */
public final class ForyCodec implements Codec {

    /** Names this format in the value header. */
    public static final int ID = 9;

    /** The binary format of Fory 1.6. */
    private static final byte FORMAT = 0x16;

    private static final int MOST_IDLE = 32;
    private static final int MOST_DEPTH = 100;

    /** What objects may take in memory for each byte of a value. */
    private static final long MEMORY_PER_BYTE = 16;

    private static final long LEAST_MEMORY = 64 * 1024;

    private final CodecContext context;
    private final Limit limit;
    private final BlockingQueue<Runner> idle = new LinkedBlockingQueue<>(MOST_IDLE);

    /**
     * Makes the codec of one cache.
     *
     * @param context its cache
     */
    public ForyCodec(CodecContext context) {
        this.context = requireNonNull(context, "context");
        this.limit = Limit.ofValues(context);
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "fory";
    }

    @Override
    public byte[] encode(Object value) throws IOException {
        Runner runner = runner();
        try {
            MemoryBuffer buffer = MemoryBuffer.newHeapBuffer(256);
            buffer.writeByte(FORMAT);
            runner.fory().serialize(buffer, value);
            int length = buffer.writerIndex();
            if (length > limit.value()) {
                throw new IOException(limit.exceededBy(length));
            }
            byte[] bytes = buffer.getBytes(0, length);
            if (runner.read(bytes, 0, length).getClass() != value.getClass()) {
                throw new IOException("a " + value.getClass().getName() + " would be read as another class by Fory; put"
                        + " an ordinary one into the cache");
            }
            idle.offer(runner);
            return bytes;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw refused(
                    runner,
                    "a " + value.getClass().getName() + " cannot be written, or would not be read, by Fory ("
                            + e.getClass().getSimpleName() + "): it may be a part of itself, nested more than "
                            + MOST_DEPTH
                            + " deep, hold what is not serializable, or take more memory than " + MEMORY_PER_BYTE
                            + " times "
                            + limit,
                    e);
        }
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) throws IOException {
        if (length > limit.value()) {
            throw new IOException(limit.exceededBy(length));
        }
        if (length < 1 || bytes[offset] != FORMAT) {
            throw new IOException("it is damaged, or written by another minor version of Fory");
        }
        Runner runner = runner();
        try {
            Object value = runner.read(bytes, offset, length);
            idle.offer(runner);
            return value;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // without the cause, whose message quotes bytes
            throw refused(
                    runner,
                    "its bytes are damaged, or do not fit its classes ("
                            + e.getClass().getSimpleName() + ")",
                    null);
        }
    }

    private static IOException refused(Runner runner, String message, @Nullable Throwable cause) {
        IOException refusal = runner.checker().refusal();
        return refusal == null ? new IOException(message, cause) : refusal;
    }

    private Runner runner() {
        Runner runner = idle.poll();
        if (runner != null) {
            runner.checker().begin();
            return runner;
        }
        NameChecker checker = new NameChecker(context.classes(), context.loader());
        Fory fory = Fory.builder()
                .withXlang(false)
                .withCompatible(true)
                .withRefTracking(false)
                .withClassLoader(context.loader())
                .requireClassRegistration(false)
                .withTypeChecker(checker)
                .withDeserializeUnknownClass(false)
                .serializeEnumByName(true)
                .withMaxDepth(MOST_DEPTH)
                .withMaxGraphMemoryBytes(Math.max(LEAST_MEMORY, MEMORY_PER_BYTE * context.maxBytes()))
                .build();
        fory.registerSerializer(Locale.class, new LocaleSerializer(fory.getConfig()));
        fory.registerSerializer(SimpleTimeZone.class, new LostSerializer<>(fory.getConfig(), SimpleTimeZone.class));
        fory.registerSerializer(ZonedDateTime.class, new ZonedDateTimeSerializer(fory.getConfig()));
        return new Runner(fory, checker);
    }

    /** A Fory with its checker. Confined to one thread; of no use once it has thrown. */
    private record Runner(Fory fory, NameChecker checker) {

        Object read(byte[] bytes, int offset, int length) throws IOException {
            MemoryBuffer buffer = MemoryBuffer.fromByteArray(Arrays.copyOfRange(bytes, offset + 1, offset + length));
            Object value = fory.deserialize(buffer);
            if (value == null || buffer.readerIndex() != length - 1) {
                throw new IOException("it is not exactly one object; it is damaged");
            }
            return value;
        }
    }
}
