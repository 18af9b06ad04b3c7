// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Does with its session what the path says, and answers with one line. */
public final class Shop extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String name = request.getParameter("name");
        String value = request.getParameter("value");
        if (request.getParameter("login") != null) {
            request.getSession();
            request.login(request.getParameter("login"), "secret");
        }
        switch (String.valueOf(request.getPathInfo())) {
            case "/none" -> answer(response, "none");
            case "/get" -> {
                HttpSession session = request.getSession(false);
                answer(response, session == null ? "no session" : String.valueOf(session.getAttribute(name)));
            }
            case "/set" -> {
                request.getSession().setAttribute(name, value);
                answer(response, "set");
            }
            case "/remove" -> {
                request.getSession().removeAttribute(name);
                answer(response, "removed");
            }
            case "/add" -> answer(response, add(request.getSession(), name, value));
            case "/count" -> answer(response, count(request.getSession(), name));
            case "/names" -> {
                List<String> names = Collections.list(request.getSession().getAttributeNames());
                Collections.sort(names);
                answer(response, String.join(",", names));
            }
            case "/invalidate" -> {
                request.getSession().invalidate();
                answer(response, String.valueOf(request.getSession(false) == null));
            }
            case "/change-id" -> {
                request.getSession();
                answer(response, request.changeSessionId());
            }
            case "/new" -> answer(response, String.valueOf(request.getSession().isNew()));
            case "/interval" -> {
                HttpSession session = request.getSession();
                if (value != null) {
                    session.setMaxInactiveInterval(Integer.parseInt(value));
                }
                answer(response, String.valueOf(session.getMaxInactiveInterval()));
            }
            case "/redirect" -> {
                request.getSession().setAttribute(name, value);
                response.sendRedirect(request.getContextPath() + "/shop/get?name=" + name);
            }
            case "/error" -> {
                request.getSession().setAttribute(name, value);
                response.sendError(418);
            }
            case "/throw" -> {
                request.getSession().setAttribute(name, value);
                throw new IllegalStateException("on purpose");
            }
            case "/user" -> answer(response, String.valueOf(request.getRemoteUser()));
            case "/slow" -> {
                request.getSession().setAttribute(name, value);
                Gate.await(name);
                answer(response, "slow");
            }
            case "/early" -> early(request, response, name, value);
            case "/async" -> async(request, name, value);
            case "/twice" -> {
                request.getSession().setAttribute(name, value);
                response.flushBuffer();
                request.getSession().setAttribute("again", value);
            }
            case "/times" -> {
                HttpSession session = request.getSession(false);
                answer(
                        response,
                        session == null
                                ? "no session"
                                : session.getCreationTime() + " " + session.getLastAccessedTime());
            }
            case "/clock" -> answer(response, Long.toString(System.currentTimeMillis()));
            case "/events" -> answer(response, String.join(",", Recorder.events()));
            case "/unstorable" -> {
                request.getSession().setAttribute(name, new Object());
                request.getSession().setAttribute("beside", value);
                answer(response, "set");
            }
            default -> response.sendError(404);
        }
    }

    private static String add(HttpSession session, String name, String value) {
        if (session.getAttribute(name) instanceof Items items) {
            items.names.add(value);
            return String.join(",", items.names);
        }
        Items items = new Items();
        items.names.add(value);
        session.setAttribute(name, items);
        return value;
    }

    private static String count(HttpSession session, String name) {
        Integer before = (Integer) session.getAttribute(name);
        int count = before == null ? 1 : before + 1;
        session.setAttribute(name, count);
        return Integer.toString(count);
    }

    /** The client has the response, and may come again, before the request ends. */
    private static void early(HttpServletRequest request, HttpServletResponse response, String name, String value)
            throws IOException {
        request.getSession().setAttribute(name, value);
        OutputStream out = response.getOutputStream();
        out.write((value + "\n").getBytes("UTF-8"));
        out.flush();
        Gate.await(name);
        out.write("end\n".getBytes("UTF-8"));
    }

    private static void async(HttpServletRequest request, String name, String value) {
        HttpSession session = request.getSession();
        AsyncContext async = request.startAsync();
        async.start(() -> {
            try {
                session.setAttribute(name, value);
                answer((HttpServletResponse) async.getResponse(), "async");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                async.complete();
            }
        });
    }

    private static void answer(HttpServletResponse response, String text) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(text);
    }

    /** A mutable value. */
    public static final class Items implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
        final ArrayList<String> names = new ArrayList<>();
    }
}
