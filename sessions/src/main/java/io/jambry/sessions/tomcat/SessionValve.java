// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import io.jambry.sessions.servlet.AtTheEnd;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.cache.CacheException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Begins and ends the scope of a request: what it did with sessions is committed before its response ends. Thread-safe. */
final class SessionValve extends ValveBase {

    private final JambryManager manager;

    SessionValve(JambryManager manager) {
        super(/* asyncSupported= */ true);
        this.manager = manager;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        RequestScope scope = scope(request);
        RequestScope before = manager.enter(scope);
        try {
            getNext().invoke(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContextInternal().addListener(new AtTheEnd(() -> endLater(scope)));
            }
        } finally {
            try {
                end(scope, request, response);
            } finally {
                manager.enter(before);
            }
        }
    }

    private RequestScope scope(Request request) {
        if (request.getAttribute(RequestScope.ATTRIBUTE) instanceof RequestScope scope) {
            return scope;
        }
        RequestScope scope = new RequestScope();
        if (manager.sparesFirstLook() && request.getUserPrincipal() == null) {
            scope.spareFirstLook();
        }
        request.setAttribute(RequestScope.ATTRIBUTE, scope);
        return scope;
    }

    private void end(RequestScope scope, Request request, Response response) throws IOException {
        int status = 0;
        try {
            scope.commit(manager.repository());
        } catch (CacheException e) {
            // as it does if that was found out before
        }
        CacheException reason = scope.failure();
        if (reason != null) {
            status = manager.statusOf(reason);
        }
        if (scope.isUnavailable()) {
            status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        if (status != 0 && !response.isCommitted() && !request.isAsyncStarted()) {
            response.reset();
            response.sendError(status);
        }
    }

    private void endLater(RequestScope scope) {
        try {
            scope.commit(manager.repository());
        } catch (CacheException e) {
            manager.warn("a session was not stored at the end of an asynchronous request", e);
        }
    }
}
