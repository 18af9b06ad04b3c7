// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.codec.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects the bytes of one value up to a limit, and whether they must be read back. Confined to one thread. */
final class ValueOutput extends OutputStream {

    private final Limit limit;
    private byte[] bytes = {};
    private int length;
    private boolean doubtful;

    ValueOutput(Limit limit) {
        this.limit = limit;
    }

    /** Notes that something was written which may not come back as it was. */
    void doubt() {
        doubtful = true;
    }

    boolean isDoubtful() {
        return doubtful;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        if (count > limit.value() - length) {
            throw new RefusedValueException(limit.exceededByAtLeast((long) length + count));
        }
        if (length == 0) {
            // Jackson collects small values itself and hands all of one over at once
            bytes = Arrays.copyOfRange(source, offset, offset + count);
        } else {
            if (count > bytes.length - length) {
                bytes = Arrays.copyOf(bytes, (int)
                        Math.min(limit.value(), Math.max(2L * bytes.length, (long) length + count)));
            }
            System.arraycopy(source, offset, bytes, length, count);
        }
        length += count;
    }
}
