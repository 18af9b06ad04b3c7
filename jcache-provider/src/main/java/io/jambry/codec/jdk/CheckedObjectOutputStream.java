// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import io.jambry.codec.Limit;
import io.jambry.codec.Unfolding;
import io.jambry.spi.ClassFilter;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value and refuses what {@link CheckedObjectInputStream} would refuse to read. Confined to one thread.
 *
 * <p>Depth: the stream does not tell how deep it is, so the stack is looked at once in {@code limit/2} objects. A chain that
 * grows beyond the limit writes at least that many objects in its second half, so it is always caught, and nothing below
 * half the limit ever is. Collections within collections are counted in the same way.
 */
final class CheckedObjectOutputStream extends ObjectOutputStream {

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String STREAM = ObjectOutputStream.class.getName();

    private final ClassFilter allowed;
    private final JdkLimits limits;
    private final String cacheName;
    private final int depthProbe;
    private final int collectionProbe;
    private int objects;
    private final Unfolding unfolding = new Unfolding();
    private int collections;
    private @Nullable IOException refusal;

    CheckedObjectOutputStream(OutputStream out, ClassFilter allowed, JdkLimits limits, String cacheName)
            throws IOException {
        super(out);
        this.allowed = allowed;
        this.limits = limits;
        this.cacheName = cacheName;
        this.depthProbe = Math.max(1, limits.depth() / 2);
        this.collectionProbe = Math.max(1, limits.collections() / 2);
        enableReplaceObject(true);
    }

    /** Writes a whole value. */
    void writeValue(Object value) throws IOException {
        // immutable collections are never shown to replaceObject as what they are
        requireSmall(value);
        writeObject(value);
    }

    /** Why this stream refused to go on, rather than what followed from that. */
    IOException reason(IOException thrown) {
        return refusal == null ? thrown : refusal;
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        require(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
        require(Proxy.class);
        for (Class<?> contract : type.getInterfaces()) {
            require(contract);
        }
    }

    private void require(Class<?> type) throws IOException {
        try {
            allowed.require(type);
        } catch (IOException e) {
            throw refuse(e);
        }
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) throws IOException {
        objects++;
        if (objects % depthProbe == 0 && open(CheckedObjectOutputStream::isObject) > depthProbe) {
            throw refuse(new LimitException("objects are nested more than " + depthProbe + " deep, half of "
                    + limit("jdk-max-depth", limits.depth())));
        }
        if (object != null && isCollection(object)) {
            requireShallow(object);
        }
        requireSmall(object);
        return object;
    }

    private void requireShallow(Object collection) throws IOException {
        collections++;
        if (collections % collectionProbe == 0 && open(CheckedObjectOutputStream::isCollection) > collectionProbe) {
            throw refuse(new LimitException("collections are nested more than " + collectionProbe + " deep, half of "
                    + limit("jdk-max-collections", limits.collections())));
        }
        if (collection.getClass().isArray() && Array.getLength(collection) > limits.arrayLength()) {
            throw refuse(new LimitException("an array has " + Array.getLength(collection) + " elements, more than "
                    + limit("jdk-max-array", limits.arrayLength())));
        }
    }

    private Limit limit(String setting, int value) {
        return new Limit(cacheName, setting, value);
    }

    private void requireSmall(@Nullable Object object) throws IOException {
        try {
            unfolding.require(object);
        } catch (IOException e) {
            throw refuse(e);
        }
    }

    private IOException refuse(IOException why) {
        if (refusal == null) {
            refusal = why;
        }
        return refusal;
    }

    private static boolean isCollection(Object object) {
        Class<?> type = object.getClass();
        return type.isArray() || type.getName().startsWith("java.util.");
    }

    private static boolean isObject(StackFrame frame) {
        return frame.getMethodName().equals("writeObject0")
                && frame.getClassName().equals(STREAM);
    }

    private static boolean isCollection(StackFrame frame) {
        return switch (frame.getMethodName()) {
            case "writeObject" -> frame.getClassName().startsWith("java.util.");
            case "writeArray" -> frame.getClassName().equals(STREAM);
            default -> false;
        };
    }

    private static long open(Predicate<StackFrame> kind) {
        return STACK.walk(frames -> frames.takeWhile(
                        frame -> !frame.getClassName().equals(JdkCodec.class.getName()))
                .filter(kind)
                .count());
    }
}
