// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.NotStored;
import java.nio.ByteBuffer;
import javax.cache.CacheException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Commits sessions before a response leaves, and lets an error leave in its place if that fails. Jetty's own hook can only log it. Used as
 * the stream is: by one thread at a time.
 */
final class CommittingStream extends HttpStream.Wrapper {

    /** Responses below say that the response is still to come. */
    private static final int FINAL = 200;

    private final RequestScope scope;
    private final JambrySessionCache cache;
    private boolean replaced;

    CommittingStream(HttpStream stream, RequestScope scope, JambrySessionCache cache) {
        super(stream);
        this.scope = scope;
        this.cache = cache;
    }

    @Override
    public void send(
            MetaData.Request request,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        if (replaced) {
            // what belongs to the response that did not leave
            callback.succeeded();
            return;
        }
        boolean begins = response != null && response.getStatus() >= FINAL;
        int error = begins || (last && response == null) ? commit() : 0;
        if (begins && error != 0) {
            scope.failed();
            replaced = true;
            MetaData.Response instead = new MetaData.Response(
                    error, HttpStatus.getMessage(error), HttpVersion.HTTP_1_1, HttpFields.EMPTY, 0);
            super.send(request, instead, /* last= */ true, BufferUtil.EMPTY_BUFFER, callback);
            return;
        }
        super.send(request, response, last, content, callback);
    }

    /** @return the status to end with; 0 if all is well */
    private int commit() {
        try {
            cache.inContext(scope::commit);
            return 0;
        } catch (CacheException | IllegalStateException e) {
            NotStored instead = NotStored.of(e);
            cache.warn(instead.message(), e);
            return instead.status();
        }
    }
}
