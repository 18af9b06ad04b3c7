// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import io.jambry.sessions.servlet.BeforeCommit;
import io.jambry.sessions.servlet.CommittingRequest;
import io.jambry.sessions.servlet.CommittingResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.cache.CacheException;

/** Commits sessions before a response leaves that does not wait for the end of its request. Added by the manager. */
final class CommitFilter implements Filter {

    private final JambryManager manager;

    CommitFilter(JambryManager manager) {
        this.manager = manager;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isInside(request)
                && request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer
                && request.getAttribute(RequestScope.ATTRIBUTE) instanceof RequestScope scope) {
            RequestScope before = manager.enter(scope);
            try {
                CommittingResponse committing =
                        new CommittingResponse(answer, () -> scope.commit(manager.repository()));
                BeforeCommit completing = () -> complete(scope, answer);
                chain.doFilter(new CommittingRequest(asked, committing, completing), committing);
            } catch (IOException | ServletException | RuntimeException e) {
                if (!scope.hasFailedBy(e) || request.isAsyncStarted() || response.isCommitted()) {
                    throw e;
                }
                // the application was told when its response was about to leave; the valve answers in its place
            } finally {
                manager.enter(before);
            }
            if (request.getDispatcherType() == DispatcherType.ERROR
                    || request.getDispatcherType() == DispatcherType.FORWARD) {
                // error pages come after the valve, and a login page has left when its forward is over
                scope.commit(manager.repository());
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    /** An asynchronous request is about to be complete, and the valve, which may have tried before, does not answer any more. */
    private void complete(RequestScope scope, HttpServletResponse response) {
        try {
            scope.commit(manager.repository());
        } catch (CacheException e) {
            // as below
        }
        CacheException reason = scope.failure();
        if (reason != null && !response.isCommitted()) {
            response.reset();
            response.setStatus(manager.statusOf(reason));
        }
    }

    /** Whether the application has forwarded the request: then it is seen to already. */
    private static boolean isInside(ServletRequest request) {
        return request instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(CommittingRequest.class);
    }
}
