// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** An application whose sessions have ten attributes. A request reads none, or reads three, or reads three and sets one of them. */
final class VisitServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int TEXTS = 8;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String answer = switch (Visit.valueOf(request.getPathInfo().substring(1))) {
            case BEGIN -> begin(request.getSession());
            case UNTOUCHED -> "untouched";
            case READ -> read(request.getSession(false), false);
            case CHANGED -> read(request.getSession(false), true);
        };
        response.setContentType("text/plain");
        response.getWriter().print(answer);
    }

    private static String begin(HttpSession session) {
        for (int i = 0; i < TEXTS; i++) {
            session.setAttribute("text-" + i, Workload.VALUE);
        }
        session.setAttribute("cart", new Cart());
        session.setAttribute("visits", 0);
        return "0";
    }

    private static String read(HttpSession session, boolean change) {
        if (session == null) {
            return "no session";
        }
        Object text = session.getAttribute("text-3");
        Object cart = session.getAttribute("cart");
        Object visits = session.getAttribute("visits");
        if (!Workload.VALUE.equals(text)
                || !(cart instanceof Cart full)
                || full.articles.size() != Cart.ARTICLES
                || !(visits instanceof Integer number)) {
            return "another session";
        }
        if (change) {
            session.setAttribute("visits", ++number);
        }
        return Integer.toString(number);
    }

    /** Something that could be changed in place. */
    static final class Cart implements Serializable {

        private static final long serialVersionUID = 1L;

        static final int ARTICLES = 5;

        private final List<String> articles = new ArrayList<>();

        Cart() {
            for (int i = 0; i < ARTICLES; i++) {
                articles.add("article " + i);
            }
        }
    }
}
