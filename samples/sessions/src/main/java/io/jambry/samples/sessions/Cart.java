// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.sessions;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.TreeSet;

/** The application: {@code /login?user=}, {@code /add?item=} and {@code /cart}. Knows nothing of nodes. */
final class Cart extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("unchecked")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        if (session.getAttribute("items") == null) {
            session.setAttribute("items", new TreeSet<String>());
        }
        // changed in place: that it has to be stored is found out
        TreeSet<String> items = (TreeSet<String>) session.getAttribute("items");
        switch (String.valueOf(request.getPathInfo())) {
            case "/login" -> {
                session.setAttribute("user", request.getParameter("user"));
                request.changeSessionId();
            }
            case "/add" -> items.add(request.getParameter("item"));
            default -> {
                // only looked at
            }
        }
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(session.getAttribute("user") + " " + items.size());
    }
}
