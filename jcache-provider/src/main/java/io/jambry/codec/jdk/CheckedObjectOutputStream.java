// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value and refuses what {@link CheckedObjectInputStream} would refuse to read. Confined to one thread.
 *
 * <p>Depth: the stream does not tell how deep it is, so the stack is looked at once in {@code depth/2} objects. A chain that
 * grows beyond the limit writes at least that many objects in its second half, so it is always caught, and nothing below
 * half the limit ever is.
 */
final class CheckedObjectOutputStream extends ObjectOutputStream {

    private static final StackWalker STACK = StackWalker.getInstance();

    private final AllowedClasses allowed;
    private final JdkLimits limits;
    private final int depthProbe;
    private int objects;

    CheckedObjectOutputStream(OutputStream out, AllowedClasses allowed, JdkLimits limits) throws IOException {
        super(out);
        this.allowed = allowed;
        this.limits = limits;
        this.depthProbe = Math.max(1, limits.depth() / 2);
        enableReplaceObject(true);
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        allowed.require(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
        allowed.requireProxy(type.getInterfaces());
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) throws IOException {
        objects++;
        if (objects % depthProbe == 0 && depth() > depthProbe) {
            throw new LimitException(
                    "objects are nested more than " + depthProbe + " deep, half of 'jdk-max-depth' = " + limits.depth());
        }
        if (object != null && object.getClass().isArray() && Array.getLength(object) > limits.arrayLength()) {
            throw new LimitException("an array has " + Array.getLength(object) + " elements, 'jdk-max-array' = "
                    + limits.arrayLength());
        }
        return object;
    }

    private static long depth() {
        return STACK.walk(frames -> frames.filter(frame -> frame.getMethodName().equals("writeObject0")
                        && frame.getClassName().equals(ObjectOutputStream.class.getName()))
                .count());
    }
}
