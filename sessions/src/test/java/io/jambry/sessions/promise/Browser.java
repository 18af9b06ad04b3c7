// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client with one cookie, which goes to whichever node it is told. Confined to one thread. */
public final class Browser {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    private final String cookie;
    private final Pattern ids;
    private String id = "";
    private int status;

    /** @param cookie the name of the cookie that has the id */
    public Browser(String cookie) {
        this.cookie = cookie;
        this.ids = Pattern.compile("^" + cookie + "=([^;]*)");
    }

    public String id() {
        return id;
    }

    public void id(String other) {
        id = other;
    }

    public int status() {
        return status;
    }

    public String get(Container node, String path) {
        try {
            HttpResponse<String> response = CLIENT.send(request(node, path), HttpResponse.BodyHandlers.ofString());
            heard(response);
            return response.body().strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Only the beginning, so that what comes later is not waited for. */
    java.io.BufferedReader begin(Container node, String path) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> response =
                CLIENT.send(request(node, path), HttpResponse.BodyHandlers.ofInputStream());
        heard(response);
        return new java.io.BufferedReader(
                new java.io.InputStreamReader(response.body(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private HttpRequest request(Container node, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/app/shop" + path))
                .timeout(Duration.ofSeconds(60));
        if (!id.isEmpty()) {
            request.header("Cookie", cookie + "=" + id);
        }
        return request.build();
    }

    private void heard(HttpResponse<?> response) {
        status = response.statusCode();
        for (String set : response.headers().allValues("Set-Cookie")) {
            Matcher matcher = ids.matcher(set);
            if (matcher.find()) {
                id = matcher.group(1);
            }
        }
    }
}
