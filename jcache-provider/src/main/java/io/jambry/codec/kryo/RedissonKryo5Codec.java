// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.util.Pool;
import io.jambry.codec.Limit;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;

/**
 * Reads what {@code org.redisson.codec.Kryo5Codec} of Redisson 3.19 to 4.7 has written, for a migration, and writes nothing.
 *
 * <p>The layout has no header, and says of an object its class and the values of its fields in the order of their names,
 * without names and types. So this is noticed and refused: a class that is not allowed or not there; a value that does not
 * fit its field; bytes that end before the value does, or go on behind it; a boolean or a mark for null that is neither;
 * short text with control characters, since they are what a number, a boolean or a mark looks like where text was expected;
 * and what Kryo itself refuses.
 *
 * <p><b>What cannot be known.</b> Whether the fields of a class are those it had when it was written. Most fields that come
 * or go are noticed, because the bytes do not come out even. These are not: a number from 16 up, or below -16, that was
 * removed from in front of a short text becomes the first characters of that text; fields of one type that changed names
 * change values when the order of names does; an int is read as a long and the other way round, which is right as long as
 * it fits. Enum constants are known by their place alone: one that was put before others makes others of them. So migrate
 * with the very classes that wrote, or with such as have the same fields and constants, and change them afterwards.
 *
 * <p>Values of a Redisson codec that was made with {@code allowedClasses} have numbers for classes and are refused.
 *
 * <p>Thread-safe.
 */
public final class RedissonKryo5Codec implements Codec {

    /** A number for this codec; no header has it. */
    public static final int ID = 10;

    private static final int MOST_IDLE = 16;

    private final Limit limit;
    private final Pool<Scribe> scribes;

    /**
     * Makes the reader of one cache, of what the codec of Redisson writes by default.
     *
     * @param context its cache
     */
    public RedissonKryo5Codec(CodecContext context) {
        this(context, /* references= */ false);
    }

    /**
     * Makes the reader of one cache.
     *
     * @param context its cache
     * @param references whether the codec of Redisson was made with {@code useReferences}
     */
    public RedissonKryo5Codec(CodecContext context, boolean references) {
        this.limit = Limit.ofValues(context);
        this.scribes = new Pool<>(/* threadSafe= */ true, /* softReferences= */ false, MOST_IDLE) {
            @Override
            protected Scribe create() {
                Kryo kryo = new RedissonKryo(context.classes(), context.loader());
                kryo.setReferences(references);
                return new Scribe(kryo, new PrintableInput(), limit.value());
            }
        };
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "redisson-kryo5";
    }

    @Override
    public byte[] encode(Object value) throws IOException {
        throw new IOException("codec 'redisson-kryo5' only reads; choose another one for what is written");
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) throws IOException {
        if (length > limit.value()) {
            throw new IOException(limit.exceededBy(length));
        }
        try {
            Scribe scribe = scribes.obtain();
            Object value = scribe.read(bytes, offset, length);
            scribes.free(scribe);
            return value;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw Refusal.ofReading(e);
        }
    }
}
