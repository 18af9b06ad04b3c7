// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;

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

    /** What an attempt to connect is about. */
    enum Step {
        /** Asks for the credentials. */
        CREDENTIALS,
        /** Looks the host up. */
        LOOKUP,
        /** Connects and says hello. */
        CONNECT
    }

    private final Endpoint endpoint;
    private final @Nullable LinkTls tls;
    private final @Nullable LinkEncryption encryption;
    private final long deadline;
    private volatile Step step = Step.CREDENTIALS;
    private volatile boolean aborted;
    private volatile @Nullable Socket transport;
    private @Nullable Socket socket;

    WireSockets(Endpoint endpoint, @Nullable LinkTls tls, @Nullable LinkEncryption encryption, long deadline) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.encryption = encryption;
        this.deadline = deadline;
    }

    @Override
    public Socket createSocket() {
        if (transport != null) {
            throw new JedisConnectionException("the connection is closed");
        }
        try {
            Socket plain = connect();
            Socket ready = encryption == null ? plain : encrypt(encryption.sockets(), plain);
            socket = ready;
            return ready;
        } catch (IOException e) {
            throw new JedisConnectionException(e.getMessage(), e);
        }
    }

    private Socket connect() throws IOException {
        IOException failure = null;
        step = Step.LOOKUP;
        InetAddress[] addresses = InetAddress.getAllByName(endpoint.host());
        step = Step.CONNECT;
        for (InetAddress address : addresses) {
            Socket socket = new SteadySocket();
            transport = socket;
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.connect(new InetSocketAddress(address, endpoint.port()), remainingMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new IOException("no address for " + endpoint.host()) : failure;
    }

    private int remainingMillis() throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0 || aborted) {
            throw new SocketTimeoutException("connect timed out");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private Socket encrypt(SSLSocketFactory factory, Socket plain) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) factory.createSocket(plain, endpoint.host(), endpoint.port(), /* autoClose= */ true);
        if (tls == null || tls.verify() == LinkTls.Verify.FULL) {
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            encrypted.setSSLParameters(parameters);
        }
        encrypted.startHandshake();
        return encrypted;
    }

    /** The socket made. */
    Socket socket() {
        return requireNonNull(socket, "no socket was made");
    }

    /** What it is about at the moment. */
    Step step() {
        return step;
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
