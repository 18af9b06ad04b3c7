// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts how often bytes were given to the socket. Confined to one thread. */
final class Departures extends FilterOutputStream {

    int times;

    Departures(OutputStream socket) {
        super(socket);
    }

    @Override
    public void write(int single) throws IOException {
        times++;
        out.write(single);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        times++;
        out.write(bytes, offset, length);
    }
}
