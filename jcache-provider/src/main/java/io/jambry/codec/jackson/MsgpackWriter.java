// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.TokenBuffer;

/** Tokens of Jackson as MessagePack. Confined to one thread. */
final class MsgpackWriter {

    private static final int BITS_OF_LONG = 63;

    private final MessagePacker packer;
    private final CharsetEncoder utf8 = UTF_8.newEncoder();

    private MsgpackWriter(MessagePacker packer) {
        this.packer = packer;
    }

    static void write(TokenBuffer tokens, OutputStream out) throws IOException {
        List<Container> containers = containers(tokens);
        MessagePacker packer = MessagePack.newDefaultPacker(out);
        MsgpackWriter writer = new MsgpackWriter(packer);
        Iterator<Container> next = containers.iterator();
        try (JsonParser parser = tokens.asParser()) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                writer.write(token, parser, next);
            }
        }
        packer.flush();
    }

    /** An object or an array, and how many members it has. */
    private static final class Container {

        private final boolean array;
        private int size;

        Container(boolean array) {
            this.array = array;
        }
    }

    /** All of them, in the order in which they begin. */
    private static List<Container> containers(TokenBuffer tokens) throws IOException {
        List<Container> all = new ArrayList<>();
        Deque<Container> open = new ArrayDeque<>();
        try (JsonParser parser = tokens.asParser()) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                Container around = open.peek();
                if (around != null && (around.array ? !token.isStructEnd() : token == JsonToken.PROPERTY_NAME)) {
                    around.size++;
                }
                if (token.isStructStart()) {
                    Container container = new Container(token == JsonToken.START_ARRAY);
                    all.add(container);
                    open.push(container);
                    requireShallow(open.size());
                } else if (token.isStructEnd()) {
                    open.pop();
                }
            }
        }
        return all;
    }

    static void requireShallow(int depth) throws RefusedValueException {
        if (depth > Limits.DEPTH) {
            throw new RefusedValueException("objects are nested more than " + Limits.DEPTH + " deep");
        }
    }

    private void write(JsonToken token, JsonParser parser, Iterator<Container> next) throws IOException {
        switch (token) {
            case START_OBJECT -> packer.packMapHeader(next.next().size);
            case START_ARRAY -> packer.packArrayHeader(next.next().size);
            case END_OBJECT, END_ARRAY -> {
                // their beginning told their size
            }
            case PROPERTY_NAME -> text(parser.currentName());
            case VALUE_STRING -> text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getNumberValue());
            case VALUE_TRUE -> packer.packBoolean(true);
            case VALUE_FALSE -> packer.packBoolean(false);
            case VALUE_NULL -> packer.packNil();
            case VALUE_EMBEDDED_OBJECT -> bytes(parser.getEmbeddedObject());
            case NOT_AVAILABLE -> throw new IllegalStateException("a token is missing");
        }
    }

    private void text(String text) throws IOException {
        ByteBuffer bytes;
        try {
            bytes = utf8.encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new RefusedValueException("it holds text that is no Unicode, which UTF-8 cannot carry");
        }
        packer.packRawStringHeader(bytes.remaining());
        packer.writePayload(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private void number(Number number) throws IOException {
        if (number instanceof Double) {
            packer.packDouble(number.doubleValue());
        } else if (number instanceof Float) {
            packer.packFloat(number.floatValue());
        } else if (number instanceof BigDecimal) {
            decimal(number.toString());
        } else if (!(number instanceof BigInteger large)) {
            packer.packLong(number.longValue());
        } else if (large.bitLength() <= BITS_OF_LONG || (large.signum() > 0 && large.bitLength() == BITS_OF_LONG + 1)) {
            packer.packBigInteger(large);
        } else {
            decimal(large.toString());
        }
    }

    private void decimal(String text) throws IOException {
        byte[] digits = text.getBytes(US_ASCII);
        packer.packExtensionTypeHeader(Msgpack.NUMBER, digits.length);
        packer.writePayload(digits);
    }

    private void bytes(@Nullable Object embedded) throws IOException {
        if (!(embedded instanceof byte[] bytes)) {
            throw new RefusedValueException("class "
                    + (embedded == null ? "null" : embedded.getClass().getName()) + " has no form in MessagePack");
        }
        packer.packBinaryHeader(bytes.length);
        packer.writePayload(bytes);
    }
}
