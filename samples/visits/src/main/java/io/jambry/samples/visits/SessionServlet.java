// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.visits;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Does with the session what the path says, and answers with a line.
 *
 * <p>{@code GET exists} answers {@code true} or {@code false} and begins no session, {@code GET get?name=} the value of an attribute or
 * {@code null}, {@code GET id} the id. {@code POST set?name=&value=}, {@code POST remove?name=}, {@code POST invalidate} and
 * {@code POST change-id} answer nothing. {@code POST append?name=&value=} changes a list in place and answers it.
 */
@WebServlet("/session/*")
public class SessionServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(
                response,
                switch (request.getPathInfo()) {
                    case "/exists" -> request.getSession(false) != null;
                    case "/get" -> request.getSession().getAttribute(request.getParameter("name"));
                    case "/id" -> request.getSession().getId();
                    default -> throw unknown(request);
                });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        String name = request.getParameter("name");
        Object answer = "";
        switch (request.getPathInfo()) {
            case "/set" -> session.setAttribute(name, request.getParameter("value"));
            case "/append" -> answer = append(session, name, request.getParameter("value"));
            case "/remove" -> session.removeAttribute(name);
            case "/invalidate" -> session.invalidate();
            case "/change-id" -> request.changeSessionId();
            default -> throw unknown(request);
        }
        answer(response, answer);
    }

    /** Sets the list only if it is new. */
    private static List<String> append(HttpSession session, String name, String value) {
        @SuppressWarnings("unchecked") // this servlet set it
        ArrayList<String> list = (ArrayList<String>) session.getAttribute(name);
        if (list == null) {
            list = new ArrayList<>();
            session.setAttribute(name, list);
        }
        list.add(value);
        return list;
    }

    private static void answer(HttpServletResponse response, Object answer) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(answer);
    }

    private static IllegalArgumentException unknown(HttpServletRequest request) {
        return new IllegalArgumentException("no operation of the session is called " + request.getPathInfo());
    }
}
