// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;
import tools.jackson.databind.util.TokenBuffer;

/**
 * MessagePack as tokens of Jackson. Nothing is made larger than the bytes that are there. Confined to one thread.
 *
 * <p>Besides what {@link MsgpackWriter} writes: timestamps, and whole numbers as keys of maps.
 */
final class MsgpackReader {

    private static final byte TIMESTAMP = -1;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    private final MessageUnpacker unpacker;
    private final int length;
    private final TokenBuffer tokens = TokenBuffer.forGeneration();

    private MsgpackReader(MessageUnpacker unpacker, int length) {
        this.unpacker = unpacker;
        this.length = length;
    }

    static TokenBuffer read(byte[] bytes, int offset, int length) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes, offset, length)) {
            MsgpackReader reader = new MsgpackReader(unpacker, length);
            reader.value(1);
            if (unpacker.getTotalReadBytes() != length) {
                throw new RefusedValueException("its bytes go on behind the value");
            }
            return reader.tokens;
        } catch (MessagePackException e) {
            throw new RefusedValueException(
                    "its bytes are cut short or damaged (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void value(int depth) throws IOException {
        MessageFormat format = unpacker.getNextFormat();
        switch (format.getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                tokens.writeNull();
            }
            case BOOLEAN -> tokens.writeBoolean(unpacker.unpackBoolean());
            case INTEGER -> integer(format);
            case FLOAT -> floating(format);
            case STRING -> tokens.writeString(text());
            case BINARY -> tokens.writeEmbeddedObject(payload(unpacker.unpackBinaryHeader()));
            case ARRAY -> array(depth);
            case MAP -> map(depth);
            case EXTENSION -> extension(unpacker.unpackExtensionTypeHeader());
        }
    }

    private void array(int depth) throws IOException {
        MsgpackWriter.requireShallow(depth);
        int size = requireRoom(unpacker.unpackArrayHeader(), /* bytesEach= */ 1);
        tokens.writeStartArray();
        for (int i = 0; i < size; i++) {
            value(depth + 1);
        }
        tokens.writeEndArray();
    }

    private void map(int depth) throws IOException {
        MsgpackWriter.requireShallow(depth);
        int size = requireRoom(unpacker.unpackMapHeader(), /* bytesEach= */ 2);
        tokens.writeStartObject();
        for (int i = 0; i < size; i++) {
            tokens.writeName(name());
            value(depth + 1);
        }
        tokens.writeEndObject();
    }

    private String name() throws IOException {
        ValueType type = unpacker.getNextFormat().getValueType();
        if (type == ValueType.INTEGER) {
            return unpacker.unpackBigInteger().toString();
        }
        if (type != ValueType.STRING) {
            throw new RefusedValueException("a map has a key that is neither text nor a whole number");
        }
        return text();
    }

    private void integer(MessageFormat format) throws IOException {
        if (format == MessageFormat.UINT64) {
            BigInteger number = unpacker.unpackBigInteger();
            if (number.bitLength() < Long.SIZE) {
                tokens.writeNumber(number.longValue());
            } else {
                tokens.writeNumber(number);
            }
            return;
        }
        long number = unpacker.unpackLong();
        if (number == (int) number) {
            tokens.writeNumber((int) number);
        } else {
            tokens.writeNumber(number);
        }
    }

    private void floating(MessageFormat format) throws IOException {
        if (format == MessageFormat.FLOAT32) {
            tokens.writeNumber(unpacker.unpackFloat());
        } else {
            tokens.writeNumber(unpacker.unpackDouble());
        }
    }

    private String text() throws IOException {
        byte[] bytes = payload(unpacker.unpackRawStringHeader());
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedValueException("its bytes are damaged: text is not well-formed UTF-8");
        }
    }

    private void extension(ExtensionTypeHeader header) throws IOException {
        requireRoom(header.getLength(), /* bytesEach= */ 1);
        switch (header.getType()) {
            case TIMESTAMP -> tokens.writeEmbeddedObject(unpacker.unpackTimestamp(header));
            case Msgpack.NUMBER -> number(new String(payload(header.getLength()), US_ASCII));
            default ->
                throw new RefusedValueException("it holds extension type " + header.getType()
                        + ", which is neither a timestamp nor one of ours");
        }
    }

    private void number(String text) throws IOException {
        if (text.length() > Limits.DIGITS) {
            throw new RefusedValueException("it has a number of more than " + Limits.DIGITS + " digits");
        }
        try {
            if (WHOLE.matcher(text).matches()) {
                tokens.writeNumber(new BigInteger(text));
            } else {
                tokens.writeNumber(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            throw new RefusedValueException("its bytes are damaged: what should be a number is none");
        }
    }

    private byte[] payload(int size) throws IOException {
        return unpacker.readPayload(requireRoom(size, /* bytesEach= */ 1));
    }

    private int requireRoom(int count, int bytesEach) throws IOException {
        if ((long) count * bytesEach > length - unpacker.getTotalReadBytes()) {
            throw new RefusedValueException("its bytes are cut short or damaged: something is longer than they are");
        }
        return count;
    }
}
