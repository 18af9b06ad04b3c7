// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client with a copy of the value at hand, which the server invalidates in the moment of a change. */
final class NearValue implements Client {

    /** What may be kept of a reply. */
    enum Fill {
        /** Everything, even what was overwritten while the reply was on its way. */
        ALWAYS,
        /** What was not invalidated since the request was sent. */
        IF_STILL_VALID
    }

    private final FakeServer server;
    private final Fill fill;
    private int invalidations;
    private @Nullable String value;

    NearValue(FakeServer server, Fill fill) {
        this.server = server;
        this.fill = fill;
        server.watch(changed -> {
            value = null;
            invalidations++;
        });
    }

    @Override
    public @Nullable String call(Verb verb, List<String> arguments) {
        if (verb != Verb.GET) {
            return server.call(verb, arguments);
        }
        if (value != null) {
            return value;
        }
        int before = invalidations;
        String read = server.call(verb, arguments);
        if (fill == Fill.ALWAYS || before == invalidations) {
            value = read;
        }
        return read;
    }
}
