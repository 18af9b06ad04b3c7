// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what comes, so that a long reply under way can be told from a silent server. Read by one thread, watched by others. */
final class CountedInput extends FilterInputStream {

    volatile long bytes;

    CountedInput(InputStream socket) {
        super(socket);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public int read() throws IOException {
        int single = in.read();
        bytes++;
        return single;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        bytes += count;
        return count;
    }

    /** What the socket holds does not count, and is not asked for: that would cost a system call. */
    @Override
    public int available() {
        return 0;
    }
}
