// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import io.jambry.codec.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects bytes up to a limit. Confined to one thread, so unlike the JDK's it takes no lock for each of the many small writes. */
final class BoundedOutput extends OutputStream {

    private final Limit limit;
    private byte[] bytes = new byte[256];
    private int count;

    BoundedOutput(Limit limit) {
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        reserve(1);
        bytes[count++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        reserve(length);
        System.arraycopy(source, offset, bytes, count, length);
        count += length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, count);
    }

    private void reserve(int more) throws IOException {
        if (more > limit.value() - count) {
            throw new LimitException(limit.exceededByAtLeast((long) count + more));
        }
        if (more > bytes.length - count) {
            bytes = Arrays.copyOf(bytes, Math.max(count + more, (int) Math.min(2L * bytes.length, limit.value())));
        }
    }
}
