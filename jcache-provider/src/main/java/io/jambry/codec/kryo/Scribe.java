// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;

/** A Kryo with what it writes to and reads from. Confined to one thread; of no use once it has thrown. */
final class Scribe {

    private static final int FIRST_BUFFER = 1024;
    private static final int LARGEST_KEPT_BUFFER = 64 * 1024;

    private final Kryo kryo;
    private final Output out;
    private final BoundedInput in;
    private final int maxBytes;

    Scribe(Kryo kryo, BoundedInput in, int maxBytes) {
        this.kryo = kryo;
        this.in = in;
        this.maxBytes = maxBytes;
        this.out = new Output(Math.min(FIRST_BUFFER, maxBytes), maxBytes);
    }

    byte[] write(Object value) {
        out.reset();
        kryo.writeClassAndObject(out, value);
        byte[] bytes = out.toBytes();
        if (out.getBuffer().length > LARGEST_KEPT_BUFFER) {
            out.setBuffer(new byte[Math.min(FIRST_BUFFER, maxBytes)], maxBytes);
        }
        return bytes;
    }

    Object read(byte[] bytes, int offset, int length) {
        // Kryo writes into what it reads from, for a moment
        in.open(Arrays.copyOfRange(bytes, offset, offset + length));
        Object value = kryo.readClassAndObject(in);
        in.requireEnd();
        in.open(new byte[0]);
        if (value == null) {
            throw new Refusal("it is not an object; it is damaged");
        }
        return value;
    }
}
