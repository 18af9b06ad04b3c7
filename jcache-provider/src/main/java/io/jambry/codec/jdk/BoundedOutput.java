// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import io.jambry.codec.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Collects bytes up to a limit. Confined to one thread. */
final class BoundedOutput extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final Limit limit;

    BoundedOutput(Limit limit) {
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        reserve(1);
        bytes.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        reserve(length);
        bytes.write(source, offset, length);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void reserve(int more) throws IOException {
        if (more > limit.value() - bytes.size()) {
            throw new LimitException(limit.exceededByAtLeast((long) bytes.size() + more));
        }
    }
}
