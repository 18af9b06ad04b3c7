// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.spi.Codec;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What the codecs of Jackson have in common.
 *
 * <p>If the declared type of the values is a class of its own (a record, an enum, a final or any other class that is not
 * abstract), values are bound to it and no class name is written; a value of a subclass is refused. For {@code Object}, an
 * interface or an abstract class, at the root or inside, a name stands before the value: {@code [class, value]}. Members that
 * are declared as {@code List}, {@code Set} or {@code Map} carry no name: they come back equal, in the order they had, as
 * {@code ArrayList}, {@code LinkedHashSet} or {@code LinkedHashMap}.
 *
 * <p>The state of an object is its fields, whatever their visibility, without the transient ones; getters and setters are not
 * called unless an annotation of Jackson says so. Whatever is not certain to come back as it was is read back when it is
 * written, compared field by field, and refused if it differs.
 *
 * <p>Fields may come and go between versions of a class, and become wider ({@code int} to {@code long}).
 *
 * <p>Thread-safe.
 */
abstract sealed class JacksonCodec implements Codec permits JsonCodec, CborCodec, SmileCodec, MsgpackCodec, YamlCodec {

    private final int id;
    private final String name;
    private final Binding binding;

    JacksonCodec(int id, Library library, Supplier<Binding> binding) {
        library.require();
        this.id = id;
        this.name = library.codec();
        this.binding = binding.get();
    }

    @Override
    public final int id() {
        return id;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final byte[] encode(Object value) throws IOException {
        return binding.write(value);
    }

    @Override
    public final Object decode(byte[] bytes, int offset, int length) throws IOException {
        return binding.read(bytes, offset, length);
    }
}
