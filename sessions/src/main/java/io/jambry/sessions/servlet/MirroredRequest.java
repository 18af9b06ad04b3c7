// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** A request whose session has the id that it has on the server. */
final class MirroredRequest extends CommittingRequest {

    private final Mirror mirror;

    /** @param completing hears of it before an asynchronous response ends */
    MirroredRequest(HttpServletRequest request, CommittingResponse response, BeforeCommit completing, Mirror mirror) {
        super(request, response, completing);
        this.mirror = mirror;
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return mirror.session(create);
    }

    @Override
    public HttpSession getSession() {
        return requireNonNull(mirror.session(/* create= */ true), "session");
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return mirror.requestedId();
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return mirror.isRequestedValid();
    }

    @Override
    public String changeSessionId() {
        super.changeSessionId();
        return mirror.changeId();
    }
}
