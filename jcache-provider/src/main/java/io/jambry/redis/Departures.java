// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Remembers whether any byte was given to the socket. Confined to one thread. */
final class Departures extends FilterOutputStream {

    boolean any;

    Departures(OutputStream socket) {
        super(socket);
    }

    @Override
    public void write(int single) throws IOException {
        any = true;
        out.write(single);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        any = true;
        out.write(bytes, offset, length);
    }
}
