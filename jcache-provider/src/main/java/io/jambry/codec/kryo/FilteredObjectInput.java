// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import io.jambry.codec.PrimitiveTypes;
import io.jambry.codec.Unfolding;
import io.jambry.spi.ClassFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** JDK deserialization of allowed classes within the limits of its bytes. Confined to one thread. */
final class FilteredObjectInput extends ObjectInputStream {

    private static final int MOST_INTERFACES = 100;
    private static final int LEAST_SLOTS = 64;
    /** What a collection may reserve for each byte; the JDK's own ask for fewer. */
    private static final int SLOTS_PER_BYTE = 8;

    private final ClassFilter classes;
    private final ClassLoader loader;
    private final long slots;
    private final Unfolding unfolding = new Unfolding();
    private @Nullable IOException refusal;

    FilteredObjectInput(InputStream in, int length, ClassFilter classes, ClassLoader loader) throws IOException {
        super(in);
        this.classes = classes;
        this.loader = loader;
        this.slots = Math.max(LEAST_SLOTS, (long) length * SLOTS_PER_BYTE);
        setObjectInputFilter(this::limit);
        enableResolveObject(true);
    }

    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) throws IOException {
        try {
            unfolding.require(object);
            return object;
        } catch (IOException e) {
            refusal = e;
            throw e;
        }
    }

    /** Reads an object; what it throws names no content. */
    Object readFiltered() throws IOException {
        try {
            Object object = readObject();
            if (object == null) {
                throw new IOException("its bytes are damaged");
            }
            return object;
        } catch (InvalidClassException e) {
            throw refusal != null
                    ? refusal
                    : new IOException(
                            "a class in it changed since it was written, or it is damaged; a fixed serialVersionUID lets"
                                    + " the fields of what JDK serialization writes come and go");
        } catch (ClassNotFoundException e) {
            throw refusal != null
                    ? refusal
                    : new IOException("a class in it is not on the class path, or it is damaged");
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // an InternalError is what immutable maps of the JDK make of damaged bytes
            throw refusal != null
                    ? refusal
                    : new IOException("its bytes are damaged (" + e.getClass().getSimpleName() + ")");
        }
    }

    private ObjectInputFilter.Status limit(ObjectInputFilter.FilterInfo info) {
        if (info.depth() > BoundedKryo.MOST_DEPTH) {
            refusal = new IOException("objects are nested more than " + BoundedKryo.MOST_DEPTH + " deep");
        } else if (info.arrayLength() > slots) {
            refusal = new IOException("it announces more elements than it has bytes; it is damaged");
        } else {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        return ObjectInputFilter.Status.REJECTED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        Class<?> primitive = PrimitiveTypes.named(description.getName());
        Class<?> type =
                primitive == null ? Class.forName(description.getName(), /* initialize= */ false, loader) : primitive;
        require(type);
        return type;
    }

    @Override
    @SuppressWarnings("deprecation") // the replacement wants an instance, and there is no handler yet
    protected Class<?> resolveProxyClass(String[] interfaceNames) throws IOException, ClassNotFoundException {
        require(Proxy.class);
        if (interfaceNames.length == 0 || interfaceNames.length > MOST_INTERFACES) {
            throw new IOException("a dynamic proxy has " + interfaceNames.length + " interfaces");
        }
        Class<?>[] interfaces = new Class<?>[interfaceNames.length];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = Class.forName(interfaceNames[i], /* initialize= */ false, loader);
            require(interfaces[i]);
        }
        return Proxy.getProxyClass(interfaces[0].getClassLoader(), interfaces);
    }

    private void require(Class<?> type) throws IOException {
        try {
            classes.require(type);
        } catch (IOException e) {
            refusal = e;
            throw e;
        }
    }
}
