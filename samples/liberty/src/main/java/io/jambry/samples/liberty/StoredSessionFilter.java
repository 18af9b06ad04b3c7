// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.liberty;

import com.ibm.websphere.servlet.session.IBMSession;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stores the session before the response leaves. Open Liberty itself does so afterwards, and a client that is quick would not find at
 * another node what it has just done.
 *
 * <p>A response that outgrows its buffer, or is flushed, leaves before that all the same; so does that of an asynchronous request.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class StoredSessionFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(new WholeSessionRequest(request), response);
        } finally {
            if (request.getSession(/* create= */ false) instanceof IBMSession session) {
                session.sync();
            }
        }
    }
}
