// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.clock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jambry.sessions.Node;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.SessionSweeper;
import io.jambry.sessions.promise.Container;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tests of clocks ask of a shop, by the repository alone, without servlets. */
final class BareNode implements Container {

    private final SessionRepository sessions;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private final SessionSweeper sweeper;

    BareNode(Node server) throws IOException {
        // answers are small and wanted at once
        System.setProperty("sun.net.httpserver.nodelay", "true");
        sessions = server.sessions();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/app/shop", this::handle);
        http.start();
        sweeper = SessionSweeper.start(
                sessions,
                session -> events.add("destroyed " + session.attributes().get("name")));
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] text;
        int status = 200;
        try {
            text = answer(exchange).getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            text = e.toString().getBytes(StandardCharsets.UTF_8);
            status = 500;
        }
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private String answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath().substring("/app/shop".length());
        if (path.equals("/clock")) {
            return Long.toString(System.currentTimeMillis());
        }
        if (path.equals("/events")) {
            return String.join(",", events);
        }
        Map<String, String> asked = parameters(exchange);
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        SessionData session = cookie == null
                ? null
                : sessions.find(cookie.substring(cookie.indexOf('=') + 1)).orElse(null);
        if (session == null) {
            if (path.equals("/get") || path.equals("/times")) {
                return "no session";
            }
            session = sessions.create(Node.newId(), MAX_INACTIVE_SECONDS);
        }
        String answer = answer(path, asked, session);
        sessions.commit(session);
        exchange.getResponseHeaders().set("Set-Cookie", "JSESSIONID=" + session.id());
        return answer;
    }

    private String answer(String path, Map<String, String> asked, SessionData session) {
        String name = asked.get("name");
        String value = asked.get("value");
        switch (path) {
            case "/get" -> {
                return String.valueOf(session.attributes().get(name));
            }
            case "/set" -> {
                session.attributes().put(name, value);
                if (asked.containsKey("login")) {
                    session.principal(asked.get("login"));
                }
            }
            case "/twice" -> {
                session.attributes().put(name, value);
                sessions.commit(session);
                session.attributes().put("again", value);
            }
            case "/interval" -> session.maxInactiveSeconds(Integer.parseInt(value));
            case "/times" -> {
                return session.createdAt() + " " + session.lastAccessedAt();
            }
            case "/change-id" -> sessions.changeId(session, Node.newId());
            case "/invalidate" -> sessions.invalidate(session);
            default -> throw new IllegalArgumentException(path);
        }
        return path;
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return Stream.of(query == null ? new String[0] : query.split("&"))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
    }

    @Override
    public int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        sweeper.close();
        http.stop(0);
    }
}
