// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static io.jambry.servers.LibraryContract.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Open Liberty keeps sessions by its feature {@code sessionCache-1.0}; Jambry is its JCache provider, and nothing of it is in the application. */
class OpenLibertySessionsTest extends SessionsContract {

    /** What the names of its caches begin with. */
    private static final String CACHES = "com.ibm.ws.session.";

    /** What it says when an application runs again. */
    private static final String UPDATED = "CWWKZ0003I";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 100;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private TwoNodes nodes;

    @BeforeAll
    void start() throws Exception {
        OpenLiberty liberty = liberty(Files.readString(given("sample.liberty")));
        nodes = TwoNodes.start(liberty, application(), given("server.work"));
    }

    static OpenLiberty liberty(String configuration) {
        return new OpenLiberty(
                given("server.liberty"),
                configuration,
                Map.of("jcache.libraries", given("libraries.jcache").toString()));
    }

    /** The sample {@code visits} with the filter of the sample {@code liberty}, and nothing of Jambry. */
    static Path application() throws IOException {
        WebArchive application = VisitsWar.plain();
        application.delete("/WEB-INF/lib");
        application.addAsLibrary(given("library.liberty").toFile());
        return VisitsWar.written(given("server.work"), application);
    }

    @AfterAll
    void end() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Override
    List<URI> nodes() {
        return nodes.applications();
    }

    @Override
    void killFirst() throws Exception {
        nodes.first().kill();
    }

    @Test
    void requests_oneRightAfterTheOther_findWhatTheLastOneStored() {
        List<String> answers = visits(visitor(), 60);

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).startsWith(i + 1 + " at ");
        }
    }

    @Test
    void requests_costAsManyCommandsAsTheDocumentSays() throws Exception {
        try (HeardCommands heard = HeardCommands.on(nodes.redis().connection())) {
            assertThat(cost(heard, visitor -> visitor.get("session/exists")))
                    .as("looked at")
                    .isEqualTo(new Cost(10, 7));
            assertThat(cost(heard, visitor -> visitor.get("session/get?name=colour")))
                    .as("read")
                    .isEqualTo(new Cost(13, 8));
            assertThat(cost(heard, visitor -> visitor.post("session/set?name=colour&value=red")))
                    .as("changed")
                    .isEqualTo(new Cost(13, 8));
            assertThat(cost(heard, visitor -> visitor.post("session/change-id")))
                    .as("id changed")
                    .isEqualTo(new Cost(23, 16));
        }
    }

    /**
     * What a request costs, of a client whose session has two attributes and one of CDI, in commands to the server of Redis.
     *
     * @param elsewhere if the client was at the other node before
     * @param again if it was at the same one
     */
    private record Cost(int elsewhere, int again) {}

    private Cost cost(HeardCommands heard, Consumer<Visitor> request) throws InterruptedException {
        Visitor visitor = visitor();
        visitor.post("session/set?name=colour&value=blue");
        visitor.post("session/set?name=size&value=large");
        int elsewhere = least(heard, visitor, request);
        visitor.stayAt(nodes().get(0));
        request.accept(visitor);
        return new Cost(elsewhere, least(heard, visitor, request));
    }

    /** The least of some tries: the first one teaches the server scripts, and another one may be met by the invalidation of Liberty. */
    private static int least(HeardCommands heard, Visitor visitor, Consumer<Visitor> request)
            throws InterruptedException {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            least = Math.min(
                    least, heard.during(() -> request.accept(visitor), CACHES).size());
        }
        return least;
    }

    @Test
    void whatIsStored_endsWhenNoServerIsLeftToWriteIt() {
        visits(visitor(), 2);

        Jambry jambry = nodes.redis();
        assertThat(jambry.registeredCacheNames()).hasSize(2).allSatisfy(name -> {
            Cache<String, Object> cache = jambry.getCache(name);
            assertThat(cache)
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(JambryCache.of(cache)
                                    .timeToLive(entry.getKey())
                                    .orElseThrow()
                                    .getDurationAmount())
                            .isBetween(1L, TimeUnit.DAYS.toMillis(7)));
        });
    }

    @Test
    void configuration_changedWhileTheServerRuns_keepsTheSessions() throws Exception {
        Visitor visitor = visitor();
        visits(visitor, 3);
        RunningServer second = nodes.second();
        Path configuration = second.work().resolve("servers/demo/server.xml");

        Files.writeString(configuration, Files.readString(configuration).replace("\"7d\"", "\"6d\""));
        await(second, "CWWKG0017I", 0);
        awaitAnswer(second);

        assertThat(visits(visitor, 3)).containsExactly("4 at second", "5 at first", "6 at second");
    }

    @Test
    void application_deployedAnew_findsItsSessions() throws Exception {
        Visitor visitor = visitor();
        visits(visitor, 3);
        RunningServer second = nodes.second();
        long before = count(second, UPDATED);
        Path application = second.work().resolve("servers/demo/apps/demo.war");

        Files.setLastModifiedTime(application, FileTime.from(Instant.now().plusSeconds(10)));
        await(second, UPDATED, before);

        assertThat(visits(visitor, 3)).containsExactly("4 at second", "5 at first", "6 at second");
    }

    /** Waits until the server has said something once more than before. */
    private static void await(RunningServer server, String message, long before) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (count(server, message) <= before) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the server did not say " + message + " within " + PATIENCE);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Its applications have begun anew. */
    private static void awaitAnswer(RunningServer server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.application().resolve("about.txt"))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (CLIENT.send(request, BodyHandlers.discarding()).statusCode() != 200) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the application was not back within " + PATIENCE);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static long count(RunningServer server, String message) throws IOException {
        return server.log().stream().filter(line -> line.contains(message)).count();
    }
}
