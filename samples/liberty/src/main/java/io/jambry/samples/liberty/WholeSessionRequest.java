// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.liberty;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;

/** A request that takes all attributes along when its session gets another id. Open Liberty itself takes those that the request has read or set. */
final class WholeSessionRequest extends HttpServletRequestWrapper {

    WholeSessionRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String changeSessionId() {
        HttpSession session = getSession(/* create= */ false);
        if (session != null) {
            session.getAttributeNames().asIterator().forEachRemaining(session::getAttribute);
        }
        return super.changeSessionId();
    }
}
