// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A socket that stays open when a virtual thread that reads from it is interrupted. Others may wait for what comes behind the
 * reply that it waits for; it reads on, and finds the interrupt afterwards.
 *
 * <p>Mechanism: the stream of a socket closes the socket when the virtual thread that waits in it is interrupted, before it has
 * read anything. So closing by the one who reads does nothing, and the read begins again. An interrupt during a write that
 * waits for the server still closes it, because nobody knows then how much was written.
 */
final class SteadySocket extends Socket {

    /** Set and unset by the one who reads, who alone could find itself in here. */
    private @Nullable Thread reader;

    @Override
    public InputStream getInputStream() throws IOException {
        return new Steady(super.getInputStream());
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // what it calls is
    public void close() throws IOException {
        if (reader != Thread.currentThread()) {
            super.close();
        }
    }

    private final class Steady extends FilterInputStream {

        private final Alertness alertness = new Alertness(Alertness.LONGEST);

        Steady(InputStream socket) {
            super(socket);
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            boolean interrupted = false;
            try {
                for (; ; ) {
                    try {
                        return readOnce(into, offset, length);
                    } catch (SocketException e) {
                        if (isClosed() || !Thread.interrupted()) {
                            throw e;
                        }
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private int readOnce(byte[] into, int offset, int length) throws IOException {
            reader = Thread.currentThread();
            try {
                alertness.await(in);
                return in.read(into, offset, length);
            } finally {
                reader = null;
            }
        }
    }
}
