// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose change of id is one of the session on the server, too. */
final class MirroredRequest extends HttpServletRequestWrapper {

    private final Mirror mirror;

    MirroredRequest(HttpServletRequest request, Mirror mirror) {
        super(request);
        this.mirror = mirror;
    }

    @Override
    public String changeSessionId() {
        String id = super.changeSessionId();
        mirror.changeId();
        return id;
    }
}
