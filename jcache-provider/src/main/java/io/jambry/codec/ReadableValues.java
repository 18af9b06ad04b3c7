// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jambry.EncodingException;
import io.jambry.spi.ClassFilter;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values that people and servers can read, so that they need no codec: plain where they are of the declared type, else with two
 * bytes in front that say what they are.
 *
 * <p>Thread-safe.
 */
final class ReadableValues {

    private static final byte MARK = ValueHeader.MARK;
    private static final byte WIDE = 'w';
    private static final byte TEXT = 't';
    private static final byte BYTES = 'x';
    private static final byte ENUM = 'e';
    private static final int SHORT_HEADER = 2;

    private final ClassFilter classes;
    private final ClassLoader loader;
    private final String cacheName;
    private final Class<?> valueType;
    private final NativeForm plain;
    private final boolean plainText;
    private final boolean plainBytes;

    /** Makes what one cache needs. */
    ReadableValues(CodecContext context) {
        this.classes = context.classes();
        this.loader = context.loader();
        this.cacheName = context.cacheName();
        this.valueType = context.valueType();
        this.plain = NativeForm.of(valueType);
        this.plainText = plain.isText();
        this.plainBytes = valueType == byte[].class;
    }

    // ---- writing

    /** The bytes of a value; null if only a codec can write it. */
    byte @Nullable [] write(Object value) {
        if (value instanceof byte[] bytes) {
            boolean alone = plainBytes && (bytes.length == 0 || bytes[0] != MARK);
            return alone ? bytes.clone() : behind(BYTES, bytes);
        }
        if (plainText ? value instanceof String : plain.covers(value)) {
            return plain(value);
        }
        ScalarForm form = ScalarForm.of(value.getClass());
        if (form != null) {
            return scalar(form, value);
        }
        return value instanceof Enum<?> constant ? constant(constant) : null;
    }

    private byte[] constant(Enum<?> constant) {
        try {
            classes.require(constant.getDeclaringClass());
        } catch (IOException e) {
            throw new EncodingException(
                    "cache '" + cacheName + "': a value of type "
                            + constant.getDeclaringClass().getName() + " cannot be written: " + e.getMessage(),
                    e);
        }
        return text(ENUM, EnumText.of(constant));
    }

    private byte @Nullable [] plain(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return value.toString().getBytes(ISO_8859_1);
        }
        String text;
        try {
            text = plain.exactText(value);
        } catch (IllegalArgumentException e) {
            return null;
        }
        byte[] bytes = Utf8.encode(text);
        return bytes == null ? behind(WIDE, Utf8.codeUnits(text)) : bytes;
    }

    private static byte @Nullable [] scalar(ScalarForm form, Object value) {
        String text;
        try {
            text = form.exactText(value);
        } catch (IllegalArgumentException e) {
            // no canonical text, as some locales have; the codec writes the object itself
            return null;
        }
        return text((byte) form.tag(), text);
    }

    private static byte[] text(byte tag, String text) {
        byte[] bytes = Utf8.encode(text);
        return bytes == null ? behind(WIDE, Utf8.codeUnits(text)) : behind(tag, bytes);
    }

    /** Whether values of the declared type are text that stands alone. */
    boolean isText() {
        return plainText;
    }

    /** Text that would stand alone, with what says that it is text. */
    static byte[] apart(byte[] text) {
        return behind(TEXT, text);
    }

    private static byte[] behind(byte tag, byte[] payload) {
        byte[] value = new byte[SHORT_HEADER + payload.length];
        value[0] = MARK;
        value[1] = tag;
        System.arraycopy(payload, 0, value, SHORT_HEADER, payload.length);
        return value;
    }

    /**
     * What stands before the decimal digits of a whole number.
     *
     * @throws IllegalArgumentException if the type is another one
     */
    byte[] numberPrefix(Class<?> type) {
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

    /** Whether numbers of this type stand alone. */
    boolean areAlone(Class<?> type) {
        return plain.covers(type);
    }

    // ---- reading

    /** Whether bytes without a full header could be one of these. */
    boolean mayBe(byte[] bytes) {
        return plainBytes
                || !plainText
                || valueType.isAssignableFrom(String.class)
                || (bytes.length > 0 && bytes[0] == MARK);
    }

    /** Whether it is told by the first bytes, or by the declared type, that nothing else can be meant. */
    boolean isSurely(byte[] bytes) {
        return plainBytes || (bytes.length > 0 && bytes[0] == MARK);
    }

    Object read(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == MARK ? decodeShort(bytes) : readPlain(bytes);
    }

    /** Reads what stands alone, as the declared type says. */
    Object readPlain(byte[] bytes) {
        if (plainBytes) {
            return bytes.clone();
        }
        String text = Utf8.decode(bytes, 0, bytes.length);
        return plainText ? text : plain.parse(text);
    }

    private Object decodeShort(byte[] bytes) {
        if (bytes.length == 1) {
            throw new MalformedException("its header is cut short");
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
            return EnumText.parse(Utf8.decode(bytes, SHORT_HEADER, length), loader, classes);
        }
        ScalarForm form = ScalarForm.ofTag(tag);
        if (form == null) {
            throw new MalformedException("a newer Jambry wrote this (type tag " + tag
                    + "), or something else did; update this application before the ones that write");
        }
        return form.parse(Utf8.decode(bytes, SHORT_HEADER, length));
    }
}
