// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.util.Objects.requireNonNull;

import io.jambry.CacheSettings.Header;
import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of one cache into bytes and back. Values of the declared type are plain where that type is text, a
 * number or another scalar, an enum, or a byte array; scalars of other types carry two bytes in front; everything else is
 * the work of a {@link Codec} behind a header. A cache that shares its values with programs in other languages leaves the
 * header out. {@code docs/wire-format.md} has every bit.
 *
 * <p>Thread-safe.
 */
public final class ValueCodec {

    private static final byte MARK = ValueHeader.MARK;

    /** Of a long: 19 digits, a sign, and the short header. */
    private static final int LONGEST_NUMBER = 22;

    /** Instead of a codec: what needs none. */
    private static final int READABLE = 0;

    private final Class<?> valueType;
    private final Codec codec;
    private final Map<Integer, Codec> readers;
    private final Envelope envelope;
    private final BareValues bare;
    private final ReadableValues readable;
    private final String cacheName;
    private final Limit limit;

    /**
     * Makes the codec of one cache with headers, with the classes that are allowed when nobody names any, and with values of any size.
     *
     * @param valueType the declared type of the values; it binds the bytes
     * @param codec writes what is no scalar, and reads it
     * @param others read what was written with them earlier
     * @param envelope compresses and encrypts what was written
     * @param loader finds the classes of enums
     * @param cacheName for messages
     */
    public ValueCodec(
            Class<?> valueType,
            Codec codec,
            List<Codec> others,
            Envelope envelope,
            ClassLoader loader,
            String cacheName) {
        this(
                new CodecContext(
                        requireNonNull(cacheName, "cacheName"),
                        Object.class,
                        requireNonNull(valueType, "valueType"),
                        requireNonNull(loader, "loader"),
                        new AllowedClasses(List.of(valueType), "", cacheName),
                        Integer.MAX_VALUE),
                codec,
                others,
                envelope,
                Header.FULL);
    }

    /**
     * Makes the codec of one cache.
     *
     * @param context the cache; the declared type of its values binds the bytes
     * @param codec writes what is no scalar, and reads it
     * @param others read what was written with them earlier, or by other programs
     * @param envelope compresses and encrypts what was written
     * @param header whether values that are written have one
     * @throws io.jambry.ConfigurationException if there is to be no header and something else contradicts that
     */
    public ValueCodec(CodecContext context, Codec codec, List<Codec> others, Envelope envelope, Header header) {
        this.valueType = context.valueType();
        this.codec = requireNonNull(codec, "codec");
        this.envelope = requireNonNull(envelope, "envelope");
        this.cacheName = context.cacheName();
        this.limit = new Limit(cacheName, "max-value-bytes", context.maxBytes());
        Map<Integer, Codec> byId = new TreeMap<>();
        for (Codec other : others) {
            byId.put(other.id(), other);
        }
        byId.put(codec.id(), codec);
        this.readers = Collections.unmodifiableMap(byId);
        this.readable = new ReadableValues(context);
        this.bare =
                new BareValues(context, codec, readers.values(), envelope, header == Header.NONE, readable::readPlain);
    }

    /**
     * Writes a value.
     *
     * @param value anything but null
     * @param key the bytes of the key that it is stored under
     * @return its bytes, owned by the caller
     * @throws EncodingException if the codec cannot write the value, nobody could read it again, or it is too large; the message
     *     names the class and the setting
     */
    public byte[] encode(Object value, byte[] key) {
        requireNonNull(value, "value");
        if (bare.areWritten()) {
            return encodeBare(value);
        }
        byte[] text = readable(value);
        return text == null
                ? closed(codec.id(), fitting(value, byCodec(value)), key)
                : closed(READABLE, fitting(value, text), key);
    }

    /**
     * Writes a value unless somebody refuses what the codec makes of it. What is stored in a readable form is shown as the codec
     * would write it.
     *
     * @param value anything but null
     * @param key the bytes of the key that it is stored under
     * @param check decides
     * @return its bytes, owned by the caller
     * @throws EncodingException as from {@link #encode(Object, byte[])}, and if the check refuses the value
     */
    public byte[] encode(Object value, byte[] key, ContentCheck check) {
        requireNonNull(value, "value");
        byte[] content = byCodec(value);
        check.require(value, content);
        if (bare.areWritten()) {
            return encodeBare(value);
        }
        byte[] text = readable(value);
        return text == null
                ? closed(codec.id(), fitting(value, content), key)
                : closed(READABLE, fitting(value, text), key);
    }

    /**
     * Refuses what is not of the declared type.
     *
     * @param value anything but null
     * @throws ClassCastException if it is of another type
     */
    public void requireDeclared(Object value) {
        requireNonNull(value, "value");
        if (!valueType.isInstance(value)) {
            throw new ClassCastException("cache '" + cacheName + "' holds values of type " + valueType.getName()
                    + ", not " + value.getClass().getName());
        }
    }

    /** Without the codec; null if that is not possible. */
    private byte @Nullable [] readable(Object value) {
        byte[] text = readable.write(value);
        return text != null && readable.isText() && bare.couldBeForeign(text) ? ReadableValues.apart(text) : text;
    }

    private byte[] fitting(Object value, byte[] payload) {
        if (payload.length > limit.value()) {
            throw new EncodingException("cache '" + cacheName + "': a value of type "
                    + value.getClass().getName() + " is too large: " + limit.exceededBy(payload.length)
                    + "; store less, or raise it");
        }
        return payload;
    }

    /** A payload in its envelope, if it needs one. */
    private byte[] closed(int writer, byte[] payload, byte[] key) {
        if (writer == READABLE && envelope.leavesAsIs(payload.length)) {
            return payload;
        }
        try {
            return envelope.close(writer, payload, key);
        } catch (GeneralSecurityException e) {
            throw new EncodingException("cache '" + cacheName + "': a value cannot be encrypted: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new EncodingException(
                    "cache '" + cacheName + "': a value cannot be compressed or encrypted: "
                            + e.getClass().getName() + " was thrown",
                    e);
        }
    }

    private byte[] encodeBare(Object value) {
        byte[] payload = bare.areOfTheCodec() ? byCodec(value) : readable.write(value);
        try {
            if (payload == null) {
                throw new IOException("it has no plain form, and header=none leaves it no other");
            }
            bare.requireOwn(fitting(value, payload));
            return envelope.compressed(payload);
        } catch (IOException e) {
            throw new EncodingException(
                    "cache '" + cacheName + "': a value of type "
                            + value.getClass().getName() + " cannot be written without a header: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Reads a value.
     *
     * @param bytes what {@link #encode} made, with the same declared type; not modified and not kept
     * @param key the bytes of the key that they are stored under
     * @return a value equal to the one written
     * @throws DecodingException if the bytes are damaged, refused, or written by something this cache does not know; nothing
     *     of their content is in the message
     */
    public Object decode(byte[] bytes, byte[] key) {
        requireNonNull(bytes, "bytes");
        Object value;
        try {
            value = isEnveloped(bytes) ? decodeOpened(bytes, envelope.open(bytes, key)) : decodeBare(bytes);
        } catch (MalformedException e) {
            throw undecodable(bytes, e.getMessage(), null);
        }
        if (!valueType.isInstance(value)) {
            throw undecodable(
                    bytes,
                    "it is of type " + value.getClass().getName() + ", the cache declares " + valueType.getName(),
                    null);
        }
        return value;
    }

    private static boolean isEnveloped(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == MARK && ValueHeader.isFull(bytes);
    }

    /**
     * Tells whether a value is in the form that this cache writes now, by its header alone: the codec, the compressor, the cipher and
     * its key. Without headers, any value that has none. One that is not compressed though it is long enough counts as not current;
     * {@link #renew} finds out whether compressing helps.
     *
     * @param bytes a stored value; not modified and not kept
     * @return false also if the header cannot be read
     */
    public boolean isCurrent(byte[] bytes) {
        if (bare.areWritten()) {
            return !isEnveloped(bytes);
        }
        if (!isEnveloped(bytes)) {
            return readable.mayBe(bytes) && envelope.isCurrent(0, 0, 0, bytes.length);
        }
        try {
            ValueHeader header = ValueHeader.read(bytes);
            return isWrittenNow(header.codec())
                    && envelope.isCurrent(
                            header.compressor(), header.cipher(), header.keyId(), bytes.length - header.length());
        } catch (MalformedException e) {
            return false;
        }
    }

    private boolean isWrittenNow(int writer) {
        return writer == READABLE || writer == codec.id();
    }

    /**
     * Brings a value into the form that this cache writes now. Where the codec is the same, the payload stays as it is and need not be
     * decoded.
     *
     * @param bytes a stored value; not modified and not kept
     * @param key the bytes of the key that it is stored under
     * @return the value in its new form, owned by the caller; null if it has that form already
     * @throws DecodingException if the value cannot be read
     * @throws EncodingException if it cannot be written as it would be now
     */
    public byte @Nullable [] renew(byte[] bytes, byte[] key) {
        byte[] renewed;
        try {
            renewed = isEnveloped(bytes) ? renewed(bytes, envelope.open(bytes, key), key) : renewedBare(bytes, key);
        } catch (MalformedException e) {
            throw undecodable(bytes, e.getMessage(), null);
        }
        return Form.of(renewed).equals(Form.of(bytes)) ? null : renewed;
    }

    private byte[] renewed(byte[] bytes, Envelope.Opened opened, byte[] key) {
        if (bare.areWritten() || !isWrittenNow(opened.codec())) {
            return encode(decode(bytes, key), key);
        }
        int end = opened.offset() + opened.length();
        return closed(opened.codec(), Arrays.copyOfRange(opened.bytes(), opened.offset(), end), key);
    }

    private byte[] renewedBare(byte[] bytes, byte[] key) {
        if (bare.areWritten() || !readable.mayBe(bytes)) {
            return encode(decode(bytes, key), key);
        }
        envelope.requireOpenable();
        return closed(READABLE, bytes, key);
    }

    /** What a header says of how a value was written. */
    private record Form(int codec, int compressor, int cipher, int keyId) {

        static Form of(byte[] bytes) {
            if (!isEnveloped(bytes)) {
                return new Form(READABLE, 0, 0, 0);
            }
            ValueHeader header = ValueHeader.read(bytes);
            return new Form(header.codec(), header.compressor(), header.cipher(), header.keyId());
        }
    }

    /**
     * Tells what stands before the decimal digits of a whole number in this cache, so that a store can add to the number
     * without reading it. To be asked only if it {@linkplain #leavesNumbersAsTheyAre leaves numbers as they are}.
     *
     * @param type Long, Integer, Short, Byte or BigInteger
     * @return nothing where the type is the declared one, else two bytes; owned by the caller
     * @throws IllegalArgumentException if the type is another one
     */
    public byte[] numberPrefix(Class<?> type) {
        return readable.numberPrefix(type);
    }

    /**
     * Whether a whole number is stored as its digits, so that a store can add to it.
     *
     * @return false in a cache that encrypts, in one that compresses or refuses values as small as that, and in one without headers
     *     that has no numbers alone
     */
    public boolean leavesNumbersAsTheyAre() {
        return envelope.leavesAsIs(LONGEST_NUMBER)
                && limit.value() >= LONGEST_NUMBER
                && (!bare.areWritten() || readable.areAlone(Long.class));
    }

    private byte[] byCodec(Object value) {
        try {
            return bare.areWritten() ? bare.encode(value) : codec.encode(value);
        } catch (IOException e) {
            throw new EncodingException(
                    "cache '" + cacheName + "': codec " + codec.name() + " cannot write a value of type "
                            + value.getClass().getName() + ": " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            throw new EncodingException(
                    "cache '" + cacheName + "': codec " + codec.name() + " cannot write a value of type "
                            + value.getClass().getName() + ": it threw "
                            + e.getClass().getName(),
                    e);
        }
    }

    private Object decodeBare(byte[] bytes) {
        envelope.requireOpenable();
        if (readable.isSurely(bytes)) {
            return decodeReadable(bytes);
        }
        requireWithin(bytes.length);
        try {
            return bare.decode(bytes);
        } catch (IOException e) {
            throw undecodable(bytes, e.getMessage(), e);
        }
    }

    private Object decodeOpened(byte[] bytes, Envelope.Opened opened) {
        if (opened.codec() != READABLE) {
            return decodeByCodec(bytes, opened);
        }
        byte[] inside = Arrays.copyOfRange(opened.bytes(), opened.offset(), opened.offset() + opened.length());
        if (inside.length > 1 && inside[0] == MARK && ValueHeader.isFull(inside)) {
            throw new MalformedException("it holds an envelope within an envelope");
        }
        return decodeReadable(inside);
    }

    private Object decodeReadable(byte[] bytes) {
        requireWithin(bytes.length);
        return readable.read(bytes);
    }

    private void requireWithin(int length) {
        if (length > limit.value()) {
            throw new MalformedException(limit.exceededBy(length));
        }
    }

    private Object decodeByCodec(byte[] bytes, Envelope.Opened opened) {
        requireWithin(opened.length());
        Codec writer = readers.get(opened.codec());
        if (writer == null) {
            throw new MalformedException("it was written by codec " + opened.codec()
                    + ", which this cache does not know; it knows " + readers.keySet());
        }
        String part = "codec " + writer.name() + " refused its " + opened.length() + " bytes of payload: ";
        try {
            return writer.decode(opened.bytes(), opened.offset(), opened.length());
        } catch (IOException e) {
            throw undecodable(bytes, part + e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            throw undecodable(bytes, part + e.getClass().getName(), e);
        }
    }

    private DecodingException undecodable(byte[] bytes, @Nullable String reason, @Nullable Throwable cause) {
        return new DecodingException(
                "cache '" + cacheName + "': a stored value of " + bytes.length + " bytes cannot be decoded: " + reason
                        + "; setting 'jambry.caches." + cacheName
                        + ".undecodable' (fail, miss or delete) says what happens then",
                cause);
    }
}
