// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that keeps its connection to one node, and does no more than it must, since its time counts for every column. For one thread. */
final class Visitor implements AutoCloseable {

    private static final String LENGTH = "Content-Length: ";
    private static final String COOKIE = "Set-Cookie: ";
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int LARGEST = 4096;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[LARGEST];

    Visitor(int port) throws IOException {
        socket = new Socket(Server.HOST, port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /**
     * An answer with status 200.
     *
     * @param cookie name and value, if one is set, else empty
     * @param body the text
     */
    record Answer(String cookie, String body) {}

    Answer visit(byte[] request) throws IOException {
        out.write(request);
        int count = 0;
        String text;
        do {
            int more = in.read(buffer, count, LARGEST - count);
            if (more <= 0) {
                throw new IOException("the node ended the connection");
            }
            count += more;
            text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        } while (!isWhole(text));
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException("the node answered: " + text);
        }
        return new Answer(value(text, COOKIE, ';'), text.substring(text.indexOf(END_OF_HEAD) + END_OF_HEAD.length()));
    }

    private static boolean isWhole(String text) {
        int end = text.indexOf(END_OF_HEAD);
        return end >= 0 && text.length() >= end + END_OF_HEAD.length() + length(text);
    }

    private static int length(String text) {
        String length = value(text, LENGTH, '\r');
        if (length.isEmpty()) {
            throw new IllegalStateException("an answer without a length: " + text);
        }
        return Integer.parseInt(length);
    }

    private static String value(String text, String header, char end) {
        int at = text.indexOf(header);
        return at < 0 ? "" : text.substring(at + header.length(), text.indexOf(end, at));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
