// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The one socket of a connection. A second one is refused: the client would open it behind our back after a failure, and use
 * it without authentication.
 *
 * <p>{@link #abort} may be called by any thread, everything else by the thread that opens the connection.
 */
final class WireSockets implements JedisSocketFactory {

    private final LinkSettings settings;
    private final @Nullable SSLSocketFactory encryption;
    private final long deadline;
    private volatile boolean aborted;
    private volatile @Nullable Socket transport;

    WireSockets(LinkSettings settings, @Nullable SSLSocketFactory encryption, long deadline) {
        this.settings = settings;
        this.encryption = encryption;
        this.deadline = deadline;
    }

    @Override
    public Socket createSocket() {
        if (transport != null) {
            throw new JedisConnectionException("the connection is closed");
        }
        try {
            Socket socket = connect();
            return encryption == null ? socket : encrypt(encryption, socket);
        } catch (IOException e) {
            throw new JedisConnectionException(e.getMessage(), e);
        }
    }

    private Socket connect() throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(settings.host())) {
            Socket socket = new Socket();
            transport = socket;
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.connect(new InetSocketAddress(address, settings.port()), remainingMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new IOException("no address for " + settings.host()) : failure;
    }

    private int remainingMillis() throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || aborted) {
            throw new SocketTimeoutException("connect timed out");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private Socket encrypt(SSLSocketFactory factory, Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket) factory.createSocket(plain, settings.host(), settings.port(), /* autoClose= */ true);
        LinkTls tls = settings.tls();
        if (tls == null || tls.verify() == LinkTls.Verify.FULL) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    /** Makes whoever reads or writes fail at once. */
    void abort() {
        aborted = true;
        Socket socket = transport;
        if (socket != null) {
            try {
                // the transport itself: closing an encrypted socket would wait for who writes to it
                socket.close();
            } catch (IOException e) {
                // closed is closed
            }
        }
    }
}
