// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.jambry.codec.BareCodec;
import io.jambry.codec.Limit;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Messages of generated classes, full or lite, in the binary format of Protocol Buffers, and nothing else.
 *
 * <p>A byte with the length of the class name comes first, then the name, then the message. A message of the declared value
 * type of the cache has no name.
 *
 * <p>Fields come and go as Protocol Buffers promise: unknown ones are kept, and missing ones have their default. That holds
 * as long as no number is given to another field; the format says nothing of names and meanings, so that cannot be noticed.
 * Messages are nested 500 deep at most.
 *
 * <p>Thread-safe.
 */
public final class ProtobufCodec implements BareCodec {

    /** Names this format in the value header. */
    public static final int ID = 7;

    private static final int MOST_DEPTH = 500;

    private static final int LONGEST_NAME = 255;
    private static final Pattern FIT_FOR_MESSAGES = Pattern.compile("[\\p{Alnum}_$.]+");

    /** A message within another one takes two bytes at least, so fewer cannot be too deep. */
    private static final int SURELY_SHALLOW = 2 * MOST_DEPTH;

    private final CodecContext context;
    private final Limit limit;
    private final ExtensionRegistryLite extensions;

    // a value of this map refers to its class alone, so it goes with its class loader
    private static final ClassValue<MessageLite> PROTOTYPES = new ClassValue<>() {
        @Override
        protected MessageLite computeValue(Class<?> type) {
            return prototype(type);
        }
    };

    /**
     * Makes the codec of one cache, which keeps extensions as unknown fields.
     *
     * @param context its cache
     */
    public ProtobufCodec(CodecContext context) {
        this(context, ExtensionRegistryLite.getEmptyRegistry());
    }

    /**
     * Makes the codec of one cache.
     *
     * @param context its cache
     * @param extensions the extensions that are known when messages are read
     */
    public ProtobufCodec(CodecContext context, ExtensionRegistryLite extensions) {
        this.context = requireNonNull(context, "context");
        this.limit = Limit.ofValues(context);
        this.extensions = requireNonNull(extensions, "extensions");
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "protobuf";
    }

    @Override
    public byte[] encode(Object value) throws IOException {
        Class<?> type = value.getClass();
        context.classes().require(type);
        if (!(value instanceof MessageLite message)) {
            throw new IOException("class " + type.getName()
                    + " is not a message of Protocol Buffers; choose another codec for cache '" + context.cacheName()
                    + "'");
        }
        byte[] name = type == context.valueType() ? new byte[0] : type.getName().getBytes(UTF_8);
        if (name.length > LONGEST_NAME) {
            throw new IOException("class " + type.getName() + " has a name of more than " + LONGEST_NAME + " bytes");
        }
        try {
            if (prototypeOf(type).getClass() != type) {
                throw new IOException("class " + type.getName() + " is not a generated message");
            }
            return encode(message, name);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw new IOException("writing it threw " + e.getClass().getName(), e);
        }
    }

    private byte[] encode(MessageLite message, byte[] name) throws IOException {
        if (!message.isInitialized()) {
            throw new IOException("a message " + message.getClass().getName() + " lacks required fields");
        }
        int size = message.getSerializedSize();
        if (size > limit.value() - 1 - name.length) {
            throw new IOException(limit.exceededBy(1L + name.length + size));
        }
        byte[] bytes = ByteBuffer.allocate(1 + name.length + size)
                .put((byte) name.length)
                .put(name)
                .put(message.toByteArray())
                .array();
        if (size > SURELY_SHALLOW) {
            decode(bytes, 0, bytes.length);
        }
        return bytes;
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) throws IOException {
        if (length > limit.value()) {
            throw new IOException(limit.exceededBy(length));
        }
        int nameLength = length == 0 ? length : bytes[offset] & 0xFF;
        if (length < 1 + nameLength) {
            throw new IOException("its bytes are cut short");
        }
        Class<?> type = nameLength == 0 ? context.valueType() : find(new String(bytes, offset + 1, nameLength, UTF_8));
        context.classes().require(type);
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes, offset + 1 + nameLength, length - 1 - nameLength);
            in.setRecursionLimit(MOST_DEPTH);
            MessageLite message = prototypeOf(type).getParserForType().parseFrom(in, extensions);
            in.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            // without the cause, which has the message as far as it was read
            throw new IOException("its bytes are damaged, nested more than " + MOST_DEPTH
                    + " deep, or those of another message than " + type.getName());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw new IOException(
                    "reading a message " + type.getName() + " threw "
                            + e.getClass().getName(),
                    e);
        }
    }

    /** Writes a message of the declared type, with nothing in front of it. */
    @Override
    public byte[] encodeBare(Object value) throws IOException {
        byte[] bytes = encode(value);
        if (bytes[0] != 0) {
            throw new IOException("class " + value.getClass().getName() + " is not the declared class "
                    + context.valueType().getName());
        }
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    @Override
    public Object decodeBare(byte[] bytes) throws IOException {
        byte[] ofDeclaredType = new byte[1 + bytes.length];
        System.arraycopy(bytes, 0, ofDeclaredType, 1, bytes.length);
        return decode(ofDeclaredType, 0, ofDeclaredType.length);
    }

    private Class<?> find(String name) throws IOException {
        try {
            return Class.forName(name, /* initialize= */ false, context.loader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IOException(
                    FIT_FOR_MESSAGES.matcher(name).matches()
                            ? "class " + name + " is not on the class path"
                            : "its bytes are damaged");
        }
    }

    private static MessageLite prototypeOf(Class<?> type) throws IOException {
        if (!MessageLite.class.isAssignableFrom(type)) {
            throw new IOException("class " + type.getName() + " is not a message of Protocol Buffers");
        }
        try {
            return PROTOTYPES.get(type);
        } catch (IllegalArgumentException e) {
            throw new IOException("class " + type.getName() + " is not a generated message", e);
        }
    }

    private static MessageLite prototype(Class<?> type) {
        try {
            return (MessageLite) type.getMethod("getDefaultInstance").invoke(null);
        } catch (ReflectiveOperationException | NullPointerException | ClassCastException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
