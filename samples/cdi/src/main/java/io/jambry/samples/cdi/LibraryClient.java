// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A reader who asks a library over HTTP, and keeps its cookies. Answers other than success are errors. */
public final class LibraryClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final URI library;

    /**
     * A reader of the library of an application.
     *
     * @param application its address, which ends with a slash
     */
    public LibraryClient(URI application) {
        this.library = application.resolve("library/");
    }

    public String title(long isbn) {
        return ask("GET", "books/" + isbn + "/title");
    }

    public void rename(long isbn, String title) {
        succeeded(send("PUT", "books/" + isbn + "/title", BodyPublishers.ofString(title)));
    }

    public void forget(long isbn) {
        ask("DELETE", "books/" + isbn + "/title");
    }

    /** The title if it is in the cache; the shelf is not asked. */
    public Optional<String> keptTitle(long isbn) {
        HttpResponse<String> answer = send("GET", "books/" + isbn + "/kept-title", BodyPublishers.noBody());
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(succeeded(answer));
    }

    public String price(long isbn) {
        return ask("GET", "books/" + isbn + "/price");
    }

    public void raisePrice(long isbn) {
        ask("POST", "books/" + isbn + "/price/raise");
    }

    /** What this reader looked for before. */
    public String lookFor(long isbn) {
        return ask("POST", "visit/" + isbn);
    }

    /** The classes that intercept what JSR-107 says about results. */
    public List<String> interceptors() {
        return ask("GET", "interceptors").lines().toList();
    }

    private String ask(String method, String path) {
        return succeeded(send(method, path, BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(library.resolve(path))
                .method(method, body)
                .header("Content-Type", "text/plain")
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + request.uri() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
        }
    }

    private static String succeeded(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    answer.request().method() + " " + answer.uri() + " was answered with " + answer.statusCode());
        }
        return answer.body();
    }
}
