// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of one cache into bytes and back. Values of the declared type are plain where that type is text, a
 * number or another scalar, an enum, or a byte array; scalars of other types carry two bytes in front; everything else is
 * the work of a {@link Codec} behind a header. {@code docs/wire-format.md} has every bit.
 *
 * <p>Thread-safe.
 */
public final class ValueCodec {

    private static final byte MARK = ValueHeader.MARK;
    private static final byte WIDE = 'w';
    private static final byte BYTES = 'x';
    private static final byte ENUM = 'e';
    private static final int SHORT_HEADER = 2;

    private final Class<?> valueType;
    private final Codec codec;
    private final Map<Integer, Codec> readable;
    private final ClassLoader loader;
    private final String cacheName;
    private final NativeForm plain;
    private final boolean plainText;
    private final boolean plainBytes;

    /**
     * Makes the codec of one cache.
     *
     * @param valueType the declared type of the values; it binds the bytes
     * @param codec writes what is no scalar, and reads it
     * @param others read what was written with them earlier
     * @param loader finds the classes of enums
     * @param cacheName for messages
     */
    public ValueCodec(Class<?> valueType, Codec codec, List<Codec> others, ClassLoader loader, String cacheName) {
        this.valueType = requireNonNull(valueType, "valueType");
        this.codec = requireNonNull(codec, "codec");
        this.loader = requireNonNull(loader, "loader");
        this.cacheName = requireNonNull(cacheName, "cacheName");
        Map<Integer, Codec> byId = new TreeMap<>();
        for (Codec other : others) {
            byId.put(other.id(), other);
        }
        byId.put(codec.id(), codec);
        this.readable = Collections.unmodifiableMap(byId);
        this.plain = NativeForm.of(valueType);
        this.plainText = plain.isText();
        this.plainBytes = valueType == byte[].class;
    }

    /**
     * Writes a value.
     *
     * @param value anything but null
     * @return its bytes, owned by the caller
     * @throws EncodingException if the codec cannot write the value, or nobody could read it again; the message names the
     *     class and the setting
     */
    public byte[] encode(Object value) {
        requireNonNull(value, "value");
        if (value instanceof byte[] bytes) {
            boolean bare = plainBytes && (bytes.length == 0 || bytes[0] != MARK);
            return bare ? bytes.clone() : behind(BYTES, bytes);
        }
        if (plainText ? value instanceof String : plain.covers(value)) {
            return encodePlain(value);
        }
        ScalarForm form = ScalarForm.of(value.getClass());
        if (form != null) {
            return encodeScalar(form, value);
        }
        if (value instanceof Enum<?> constant) {
            return encodeText(ENUM, EnumText.of(constant));
        }
        return encodeByCodec(value);
    }

    /**
     * Reads a value.
     *
     * @param bytes what {@link #encode} made, with the same declared type; not modified and not kept
     * @return a value equal to the one written
     * @throws DecodingException if the bytes are damaged, refused, or written by something this cache does not know; nothing
     *     of their content is in the message
     */
    public Object decode(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        Object value;
        try {
            value = bytes.length > 0 && bytes[0] == MARK ? decodeMarked(bytes) : decodePlain(bytes);
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

    /**
     * Tells what stands before the decimal digits of a whole number in this cache, so that a store can add to the number
     * without reading it.
     *
     * @param type Long, Integer, Short, Byte or BigInteger
     * @return nothing where the type is the declared one, else two bytes; owned by the caller
     * @throws IllegalArgumentException if the type is another one
     */
    public byte[] numberPrefix(Class<?> type) {
        ScalarForm form = ScalarForm.of(type);
        if (form != ScalarForm.LONG
                && form != ScalarForm.INTEGER
                && form != ScalarForm.SHORT
                && form != ScalarForm.BYTE
                && form != ScalarForm.BIG_INTEGER) {
            throw new IllegalArgumentException("no type of whole numbers: " + type.getName());
        }
        return plain.covers(type) ? new byte[0] : new byte[] {MARK, (byte) form.tag()};
    }

    private byte[] encodePlain(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return value.toString().getBytes(ISO_8859_1);
        }
        String text;
        try {
            text = plain.exactText(value);
        } catch (IllegalArgumentException e) {
            return encodeByCodec(value);
        }
        byte[] bytes = Utf8.encode(text);
        return bytes == null ? behind(WIDE, Utf8.codeUnits(text)) : bytes;
    }

    private byte[] encodeScalar(ScalarForm form, Object value) {
        String text;
        try {
            text = form.exactText(value);
        } catch (IllegalArgumentException e) {
            // no canonical text, as some locales have; the codec writes the object itself
            return encodeByCodec(value);
        }
        return encodeText((byte) form.tag(), text);
    }

    private byte[] encodeText(byte tag, String text) {
        byte[] bytes = Utf8.encode(text);
        return bytes == null ? behind(WIDE, Utf8.codeUnits(text)) : behind(tag, bytes);
    }

    private byte[] encodeByCodec(Object value) {
        try {
            return ValueHeader.plain(codec.id()).before(codec.encode(value));
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

    private static byte[] behind(byte tag, byte[] payload) {
        byte[] value = new byte[SHORT_HEADER + payload.length];
        value[0] = MARK;
        value[1] = tag;
        System.arraycopy(payload, 0, value, SHORT_HEADER, payload.length);
        return value;
    }

    private Object decodePlain(byte[] bytes) {
        if (plainBytes) {
            return bytes.clone();
        }
        String text = Utf8.decode(bytes, 0, bytes.length);
        return plainText ? text : plain.parse(text);
    }

    private Object decodeMarked(byte[] bytes) {
        if (bytes.length == 1) {
            throw new MalformedException("its header is cut short");
        }
        if (ValueHeader.isFull(bytes)) {
            return decodeByCodec(bytes, ValueHeader.read(bytes));
        }
        int length = bytes.length - SHORT_HEADER;
        byte tag = bytes[1];
        if (tag == BYTES) {
            return Arrays.copyOfRange(bytes, SHORT_HEADER, bytes.length);
        }
        if (tag == WIDE) {
            return Utf8.fromCodeUnits(bytes, SHORT_HEADER, length);
        }
        if (tag == ENUM) {
            return EnumText.parse(Utf8.decode(bytes, SHORT_HEADER, length), loader);
        }
        ScalarForm form = ScalarForm.ofTag(tag);
        if (form == null) {
            throw new MalformedException("a newer Jambry wrote this (type tag " + tag
                    + "), or something else did; update this application before the ones that write");
        }
        return form.parse(Utf8.decode(bytes, SHORT_HEADER, length));
    }

    private Object decodeByCodec(byte[] bytes, ValueHeader header) {
        if (header.compressor() != 0) {
            throw new MalformedException(
                    "it was compressed by compressor " + header.compressor() + ", which this cache does not know");
        }
        if (header.cipher() != 0) {
            throw new MalformedException("it was encrypted by cipher " + header.cipher() + " with key " + header.keyId()
                    + ", which this cache does not know");
        }
        Codec writer = readable.get(header.codec());
        if (writer == null) {
            throw new MalformedException("it was written by codec " + header.codec()
                    + ", which this cache does not know; it knows " + readable.keySet());
        }
        int length = bytes.length - header.length();
        String part = "codec " + writer.name() + " refused its " + length + " bytes of payload: ";
        try {
            return writer.decode(bytes, header.length(), length);
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
