// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.sessions.Node;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.OverLimit;
import io.jambry.sessions.SessionLimit;
import io.jambry.sessions.SessionSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Sessions of users that Undertow has logged in. */
class UndertowLoginTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final SessionSettings settings = Node.settings().withLimit(new SessionLimit(1, OverLimit.REJECT));

    @Test
    void session_ofWhoIsLoggedIn_isFoundByTheUserAndCountedAgainstTheLimit() throws Exception {
        try (Node server = Node.of(settings);
                UndertowNode node = new UndertowNode(info -> {
                    JambryServletExtension.install(info, () -> OpenSessions.lent(server.manager(), settings));
                    return Customers.only(info);
                })) {
            assertThat(get(node, "ada", "/set?name=a&value=1")).isEqualTo(200);
            assertThat(server.sessions().ofPrincipal("ada")).hasSize(1);

            assertThat(get(node, "ada", "/set?name=a&value=2")).isEqualTo(403);
            assertThat(get(node, "grace", "/set?name=a&value=1")).isEqualTo(200);
            assertThat(server.sessions().ofPrincipal("ada")).hasSize(1);
        }
    }

    private static int get(UndertowNode node, String user, String path) throws Exception {
        String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/app/shop" + path))
                .header("Authorization", "Basic " + credentials)
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
