// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.util.Pool;
import io.jambry.codec.Limit;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Kryo 5: small and fast, for values that only Java reads, and that may be lost when their classes change.
 *
 * <p>Written are objects by their fields, records by their components, enum constants by name, and the value types and
 * collections of the JDK. Classes need no interface and no constructor. An object that occurs twice is one object again,
 * and cycles are fine; of text and numbers this is not promised.
 *
 * <p>Each class is asked of the filter, save the value types and collections of the JDK that this codec knows: they hold
 * data, and no code of others runs when they are read.
 *
 * <p>A class writes a fingerprint of its fields, with names, types and superclasses. If it has another one when it is read,
 * reading fails and names the class: fields do not come and go as with JSON.
 *
 * <p>What says by {@code writeReplace}, {@code readResolve}, {@code writeObject}, {@code readObject} or {@code Externalizable}
 * how it is serialized, exceptions, and other serializable classes of the JDK are written by JDK serialization, and so is all
 * that stands in them. What could not be read again is refused when it is written: lambdas, inner workings of the JDK,
 * records that are parts of themselves.
 *
 * <p>Values are nested 500 deep at most, collections in each other 24 deep, and what collections share
 * must not unfold to much more than there is. The access order of a {@code LinkedHashMap} and
 * the capacity of collections are not kept.
 *
 * <p>Thread-safe.
 */
public final class KryoCodec implements Codec {

    /** Names this format in the value header. */
    public static final int ID = 5;

    private static final int MOST_IDLE = 64;

    private final Limit limit;
    private final Pool<Scribe> scribes;

    /**
     * Makes the codec of one cache, which writes classes by name.
     *
     * @param context its cache
     */
    public KryoCodec(CodecContext context) {
        this(context, () -> new Vocabulary.Names(context.loader()));
    }

    /**
     * Makes the codec of one cache for registered classes and no others. Their numbers are written, which is shorter.
     *
     * @param context its cache; its filter is asked for registered classes, too
     * @param registered the classes of the application that values hold; classes may be added at the end, while one that
     *     goes or moves makes values unreadable, which is noticed
     */
    public KryoCodec(CodecContext context, List<Class<?>> registered) {
        this(context, numbers(registered, context.cacheName()));
    }

    private KryoCodec(CodecContext context, Supplier<Vocabulary> vocabulary) {
        this.limit = Limit.ofValues(context);
        this.scribes = new Pool<>(/* threadSafe= */ true, /* softReferences= */ false, MOST_IDLE) {
            @Override
            protected Scribe create() {
                return new Scribe(kryo(context, vocabulary.get()), new BoundedInput(), limit.value());
            }
        };
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "kryo";
    }

    @Override
    public byte[] encode(Object value) throws IOException {
        requireNonNull(value, "value");
        try {
            Scribe scribe = scribes.obtain();
            byte[] bytes = scribe.write(value);
            scribes.free(scribe);
            return bytes;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw Refusal.ofWriting(e, limit);
        }
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

    private static Supplier<Vocabulary> numbers(List<Class<?>> registered, String cacheName) {
        Vocabulary numbers = new Vocabulary.Numbers(registered, cacheName);
        return () -> numbers;
    }

    private static Kryo kryo(CodecContext context, Vocabulary vocabulary) {
        StreamClasses classes =
                new StreamClasses(context.classes(), vocabulary, new JavaForm(context.classes(), context.loader()));
        Kryo kryo = new BoundedKryo(classes, new References());
        classes.addBuiltIns();
        return kryo;
    }
}
