// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Stands behind the valves that log users in: who asks for the session from here on is the application. Thread-safe. */
final class AfterLogin extends ValveBase {

    AfterLogin() {
        super(/* asyncSupported= */ true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getAttribute(RequestScope.ATTRIBUTE) instanceof RequestScope scope) {
            scope.takeFirstLook();
        }
        getNext().invoke(request, response);
    }
}
