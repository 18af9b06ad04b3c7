// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.sessions.Node;
import io.jambry.sessions.OverLimit;
import io.jambry.sessions.SessionLimit;
import io.jambry.sessions.SessionSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client hears when its user has as many sessions as allowed. */
public abstract class LimitRefusals {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final SessionSettings settings = Node.settings().withLimit(new SessionLimit(1, OverLimit.REJECT));
    private final Node server = Node.of(settings);
    private Container first;
    private Container second;

    /** Starts a node, whose users log in by BASIC unless {@link #login} says otherwise; the password of each is secret. */
    protected abstract Container start(SessionSettings sessions, Node server) throws Exception;

    /** The name of the cookie that has the id. */
    protected String cookie() {
        return "JSESSIONID";
    }

    /** Parameters of a request that logs its user in. */
    protected String login(String user) {
        return "";
    }

    @BeforeEach
    void open() throws Exception {
        first = start(settings, server);
        second = start(settings, server);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        server.close();
    }

    /** The response leaves when its request ends; with a redirect; as an error; flushed; when an asynchronous request completes. */
    @ParameterizedTest
    @ValueSource(strings = {"/set", "/redirect", "/error", "/early", "/async"})
    void session_oneMoreThanItsUserMayHave_isForbiddenHoweverTheResponseLeaves(String path) throws Exception {
        HttpResponse<String> allowed = get(first, "ada", "/set?name=name&value=first" + login("ada"));
        assertThat(allowed.statusCode()).isEqualTo(200);
        String before = onlySessionOf("ada");

        String name = "never-" + Node.newId();
        HttpResponse<String> refused = get(second, "ada", path + "?name=" + name + "&value=second" + login("ada"));
        Gate.open(name);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body().strip())
                .doesNotStartWith("set")
                .doesNotStartWith("second")
                .doesNotStartWith("async");
        assertThat(onlySessionOf("ada")).isEqualTo(before);
        assertThat(get(second, "ada", "/get?name=name", cookie(allowed)).body().strip())
                .isEqualTo("first");
        assertThat(get(second, "grace", "/set?name=name&value=hers" + login("grace"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void session_refused_isNotThereForTheNextRequestOfTheSameClient() throws Exception {
        get(first, "ada", "/set?name=name&value=first" + login("ada"));
        HttpResponse<String> refused = get(second, "ada", "/set?name=name&value=second" + login("ada"));

        HttpResponse<String> next = get(second, "ada", "/get?name=name", cookies(refused));

        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body().strip()).isEqualTo("no session");
    }

    @Test
    void failureOfTheApplication_staysOne() throws Exception {
        assertThat(get(first, "ada", "/throw?name=name&value=first" + login("ada"))
                        .statusCode())
                .isEqualTo(500);
        assertThat(onlySessionOf("ada")).isNotEmpty();
    }

    private String onlySessionOf(String user) {
        assertThat(server.sessions().ofPrincipal(user)).hasSize(1);
        return server.sessions().ofPrincipal(user).get(0).handle();
    }

    private String cookie(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith(cookie() + "="))
                .map(set -> set.split(";")[0])
                .findFirst()
                .orElseThrow();
    }

    private static String cookies(HttpResponse<String> response) {
        return String.join(
                "; ",
                response.headers().allValues("Set-Cookie").stream()
                        .map(set -> set.split(";")[0])
                        .toList());
    }

    private static HttpResponse<String> get(Container node, String user, String path, String... cookies)
            throws Exception {
        String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/app/shop" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Basic " + credentials);
        for (String cookie : cookies) {
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
