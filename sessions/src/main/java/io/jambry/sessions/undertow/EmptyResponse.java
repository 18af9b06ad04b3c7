// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitWritableByteChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * What leaves in place of a response whose session could not be stored: a status, and nothing of what the application has written or is
 * still to write. Used as the response is: by one thread at a time.
 */
final class EmptyResponse extends AbstractStreamSinkConduit<StreamSinkConduit> {

    private EmptyResponse(StreamSinkConduit next) {
        super(next);
    }

    /** @param next makes what takes headers and body to the client; nothing of them has left yet */
    static StreamSinkConduit of(int status, ConduitFactory<StreamSinkConduit> next, HttpServerExchange exchange) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().clear();
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, 0);
        return new EmptyResponse(next.create());
    }

    @Override
    public int write(ByteBuffer bytes) {
        int count = bytes.remaining();
        bytes.position(bytes.limit());
        return count;
    }

    @Override
    public long write(ByteBuffer[] all, int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += write(all[i]);
        }
        return sum;
    }

    @Override
    public int writeFinal(ByteBuffer bytes) throws IOException {
        int count = write(bytes);
        terminateWrites();
        return count;
    }

    @Override
    public long writeFinal(ByteBuffer[] all, int from, int count) throws IOException {
        long sum = write(all, from, count);
        terminateWrites();
        return sum;
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count) throws IOException {
        return Math.max(0, Math.min(count, file.size() - position));
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) throws IOException {
        return IoUtils.transfer(source, count, through, new ConduitWritableByteChannel(this));
    }
}
