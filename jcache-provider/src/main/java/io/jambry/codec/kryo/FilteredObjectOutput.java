// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import io.jambry.spi.ClassFilter;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** JDK serialization of allowed classes. Confined to one thread. */
final class FilteredObjectOutput extends ObjectOutputStream {

    private final ClassFilter classes;
    private @Nullable IOException refusal;

    FilteredObjectOutput(OutputStream out, ClassFilter classes) throws IOException {
        super(out);
        this.classes = classes;
    }

    /** Why writing failed, whatever the writing class made of it. */
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
        for (Class<?> part : type.getInterfaces()) {
            require(part);
        }
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
