// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A client without stickiness: each request goes to another node than the one before. It sends all cookies to all nodes, as they are on one
 * host. Answers other than success are errors. Confined to one thread.
 */
final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final Map<String, String> cookies = new TreeMap<>();
    private List<URI> nodes;
    private int requests;

    /**
     * A client without cookies, whose first request goes to the first node.
     *
     * @param nodes the addresses of the application, which end with a slash
     */
    Visitor(List<URI> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** One that has the cookies which this one has now, and begins at the node that is this one's next. */
    Visitor twin() {
        Visitor twin = new Visitor(nodes);
        twin.cookies.putAll(cookies);
        twin.requests = requests;
        return twin;
    }

    /** Sends other values of all cookies from now on. */
    void forge(UnaryOperator<String> forgery) {
        cookies.replaceAll((name, value) -> forgery.apply(value));
    }

    /** From now on, all requests go there. */
    void stayAt(URI node) {
        nodes = List.of(node);
    }

    String get(String path) {
        return send("GET", path);
    }

    String post(String path) {
        return send("POST", path);
    }

    private String send(String method, String path) {
        URI node = nodes.get(requests++ % nodes.size());
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .method(method, BodyPublishers.noBody())
                .timeout(PATIENCE);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            keep(answer.headers().allValues("Set-Cookie"));
            return succeeded(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + node.resolve(path) + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + node.resolve(path), e);
        }
    }

    private void keep(List<String> headers) {
        for (String header : headers) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                if (cookie.hasExpired()) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
    }

    private static String succeeded(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.request().method() + " " + answer.uri() + " was answered with "
                    + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().strip();
    }
}
