// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionSettings;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session outside of requests, as servlets 6.1 have it. Called by reflection: the tests are compiled for 6.0. */
class JettyEe11AccessorTest {

    private static final List<Object> ACCESSORS = new ArrayList<>();

    private final SessionSettings settings = Node.settings();
    private final Node node = Node.of(settings);

    @AfterEach
    void close() {
        node.close();
        ACCESSORS.clear();
    }

    @Test
    void accessor_afterTheRequest_hasTheNewestStateAndIsCommitted() throws Exception {
        try (JettyEe11Node jetty = new JettyEe11Node("", context -> {
            context.addServlet(new ServletHolder(new Keeper()), "/keep");
            new JambrySessionFactory(node.manager(), settings).install(context.getSessionHandler());
        })) {
            HttpResponse<String> made = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + jetty.port() + "/app/keep"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String id = made.body();
            SessionData elsewhere = node.sessions().find(id).orElseThrow();
            elsewhere.attributes().put("name", "Grace");
            node.sessions().commit(elsewhere);

            // the request may end a moment after its response has come
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                List<Object> seen = new ArrayList<>();
                access(session -> seen.add(session.getAttribute("name")));
                return seen.contains("Grace");
            });
            access(session -> session.setAttribute("later", "yes"));
            assertThat(node.sessions().find(id).orElseThrow().attributes())
                    .containsEntry("name", "Grace")
                    .containsEntry("later", "yes");

            node.sessions().invalidate(node.sessions().find(id).orElseThrow());
            assertThatThrownBy(() -> access(session -> session.getAttribute("name")))
                    .hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }

    private static void access(Consumer<HttpSession> use) throws Exception {
        Class.forName("jakarta.servlet.http.HttpSession$Accessor")
                .getMethod("access", Consumer.class)
                .invoke(ACCESSORS.get(0), use);
    }

    private static final class Keeper extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
            HttpSession session = request.getSession();
            session.setAttribute("name", "Ada");
            try {
                ACCESSORS.add(HttpSession.class.getMethod("getAccessor").invoke(session));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            response.getWriter().print(session.getId());
        }
    }
}
