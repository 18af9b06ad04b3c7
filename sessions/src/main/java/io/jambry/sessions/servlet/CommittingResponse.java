// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * A response that says when it is about to leave: when it is flushed or closed, redirects, is an error, or has more than fits into its
 * buffer. A response that ends with the request need not say so. Used as the response is: by one thread at a time.
 */
public final class CommittingResponse extends HttpServletResponseWrapper {

    /** What a character has at most in the encodings of the web. */
    private static final int MOST_BYTES_OF_A_CHARACTER = 4;

    private final BeforeCommit listener;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;
    private long written;
    private long length = Long.MAX_VALUE;
    private boolean told;

    /**
     * A response.
     *
     * @param response where everything goes
     * @param listener hears of it before it leaves
     */
    public CommittingResponse(HttpServletResponse response, BeforeCommit listener) {
        super(response);
        this.listener = requireNonNull(listener, "listener");
    }

    private void leaves() {
        if (!told && !isCommitted()) {
            told = true;
            listener.responseLeaves();
        }
    }

    private void writing(long bytes) {
        written += bytes;
        if (written >= getBufferSize() || written >= length) {
            leaves();
        }
    }

    @Override
    public void setContentLength(int bytes) {
        length = bytes;
        super.setContentLength(bytes);
    }

    @Override
    public void setContentLengthLong(long bytes) {
        length = bytes;
        super.setContentLengthLong(bytes);
    }

    @Override
    public void reset() {
        super.reset();
        forget();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        forget();
    }

    private void forget() {
        written = 0;
        length = Long.MAX_VALUE;
    }

    @Override
    public void flushBuffer() throws IOException {
        leaves();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        leaves();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        leaves();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        leaves();
        super.sendRedirect(location);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new Stream(super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            PrintWriter inner = super.getWriter();
            writer = new PrintWriter(new Counted(inner)) {
                @Override
                public boolean checkError() {
                    leaves();
                    return inner.checkError();
                }
            };
        }
        return writer;
    }

    private final class Stream extends ServletOutputStream {

        private final ServletOutputStream to;

        Stream(ServletOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            writing(1);
            to.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            writing(count);
            to.write(bytes, from, count);
        }

        @Override
        public void flush() throws IOException {
            leaves();
            to.flush();
        }

        @Override
        public void close() throws IOException {
            leaves();
            to.close();
        }

        @Override
        public boolean isReady() {
            return to.isReady();
        }

        @Override
        public void setWriteListener(WriteListener writeListener) {
            to.setWriteListener(writeListener);
        }
    }

    private final class Counted extends Writer {

        private final PrintWriter to;

        Counted(PrintWriter to) {
            this.to = to;
        }

        @Override
        public void write(char[] characters, int from, int count) {
            writing((long) count * MOST_BYTES_OF_A_CHARACTER);
            to.write(characters, from, count);
        }

        /** As the one above, without the copy that this would be by itself. */
        @Override
        public void write(String text, int from, int count) {
            writing((long) count * MOST_BYTES_OF_A_CHARACTER);
            to.write(text, from, count);
        }

        @Override
        public void flush() {
            leaves();
            to.flush();
        }

        @Override
        public void close() {
            leaves();
            to.close();
        }
    }
}
