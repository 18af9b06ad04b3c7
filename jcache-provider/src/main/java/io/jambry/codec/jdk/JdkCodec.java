// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import static java.util.Objects.requireNonNull;

import io.jambry.codec.AllowedClasses;
import io.jambry.codec.Limit;
import io.jambry.codec.RefusedClassException;
import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JDK serialization of known, declared and configured classes, and of no others: refused when writing, so that nothing
 * unreadable is stored, and refused again when reading, whoever wrote it.
 *
 * <p>Allowed are value types of the JDK, the declared types and their packages, the application's own code, the known value
 * types of Hibernate, Spring and bucket4j, and what setting {@code allow-classes} adds. Lambdas and dynamic proxies are not,
 * unless the setting names {@code java.lang.invoke.SerializedLambda} or {@code java.lang.reflect.Proxy}.
 *
 * <p>Refused as well are collections that share their members so often that hashing them would take too long, and records
 * that are found to be parts of themselves, of which JDK serialization would leave null.
 *
 * <p>Thread-safe.
 */
public final class JdkCodec implements Codec {

    /** Names this format in the value header. */
    public static final int ID = 1;

    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{Alnum}_$.\\[;]{1,300}");
    private static final String CHANGED =
            "changed since it was written, or it refuses to be read; a fixed serialVersionUID"
                    + " lets fields come and go";

    private final ClassFilter allowed;
    private final JdkLimits limits;
    private final Limit size;
    private final ResolvedClasses classes;

    /**
     * Makes the codec of one cache.
     *
     * @param declaredTypes the declared types of keys and values
     * @param patterns the setting {@code allow-classes}: what to allow and refuse besides, in the syntax of
     *     {@link java.io.ObjectInputFilter.Config#createFilter}, without limits; empty for nothing
     * @param limits how large a value may be
     * @param loader finds the classes, before the context class loader does
     * @param cacheName for messages
     * @throws IllegalArgumentException if the patterns are none
     */
    public JdkCodec(
            List<Class<?>> declaredTypes, String patterns, JdkLimits limits, ClassLoader loader, String cacheName) {
        this(
                new AllowedClasses(
                        List.copyOf(declaredTypes),
                        requireNonNull(patterns, "patterns"),
                        requireNonNull(cacheName, "cacheName")),
                limits,
                loader,
                cacheName);
    }

    /**
     * Makes the codec of one cache.
     *
     * @param context its cache
     * @param limits how large a value may be
     */
    public JdkCodec(CodecContext context, JdkLimits limits) {
        this(context.classes(), limits, context.loader(), context.cacheName());
    }

    private JdkCodec(ClassFilter allowed, JdkLimits limits, ClassLoader loader, String cacheName) {
        this.allowed = requireNonNull(allowed, "allowed");
        this.limits = requireNonNull(limits, "limits");
        this.size = new Limit(cacheName, "max-value-bytes", limits.bytes());
        this.classes = new ResolvedClasses(allowed, requireNonNull(loader, "loader"));
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public byte[] encode(Object value) throws IOException {
        BoundedOutput bytes = new BoundedOutput(size);
        CheckedObjectOutputStream out = new CheckedObjectOutputStream(bytes, allowed, limits, size.cacheName());
        try {
            out.writeValue(value);
            out.flush();
        } catch (NotSerializableException e) {
            throw new IOException(
                    className(e)
                            + " does not implement java.io.Serializable; make it serializable, or keep it out of the value",
                    e);
        } catch (IOException e) {
            throw out.reason(e);
        } catch (StackOverflowError e) {
            throw new IOException("objects are nested deeper than this thread's stack", e);
        }
        byte[] written = bytes.toBytes();
        if (written.length > limits.surelyWithin()) {
            // too many bytes to be sure by counting: read it as the others will
            decode(written, 0, written.length);
        }
        return written;
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) throws IOException {
        if (length > limits.bytes()) {
            throw new LimitException(size.exceededBy(length));
        }
        ReadLimits readLimits = new ReadLimits(limits, size.cacheName(), length);
        try (CheckedObjectInputStream in =
                new CheckedObjectInputStream(new ArrayInput(bytes, offset, length), classes, readLimits)) {
            Object value = in.readObject();
            if (value == null || in.read() >= 0) {
                throw new LimitException("it is not exactly one object");
            }
            return value;
        } catch (LimitException | RefusedClassException e) {
            throw e;
        } catch (InvalidClassException e) {
            String exceeded = readLimits.exceeded();
            throw exceeded == null ? classTrouble(e.classname, CHANGED, e) : new LimitException("it holds " + exceeded);
        } catch (ClassNotFoundException e) {
            throw classTrouble(e.getMessage(), "is not on the class path", e);
        } catch (ObjectStreamException e) {
            // without the cause, whose message quotes bytes
            throw new IOException("its bytes are damaged (" + e.getClass().getSimpleName() + ")");
        } catch (StackOverflowError e) {
            throw new IOException("objects are nested deeper than this thread's stack", e);
        } catch (IOException e) {
            throw new IOException(
                    "its bytes are cut short or damaged (" + e.getClass().getSimpleName() + ")");
        } catch (RuntimeException | LinkageError | InternalError e) {
            // an internal error is how an immutable map of the JDK refuses a forged number of elements
            throw new IOException("reading it threw " + e.getClass().getName(), e);
        }
    }

    // a damaged stream has anything in the place of a class name, and the causes quote it
    private static IOException classTrouble(@Nullable String name, String trouble, Exception cause) {
        return name != null && CLASS_NAME.matcher(name).matches()
                ? new IOException("class " + name + " " + trouble, cause)
                : new IOException("its bytes are damaged (" + cause.getClass().getSimpleName() + ")");
    }

    // with sun.io.serialization.extendedDebugInfo the lines after the first show objects
    private static String className(NotSerializableException e) {
        return "class " + String.valueOf(e.getMessage()).lines().findFirst().orElse("?");
    }
}
