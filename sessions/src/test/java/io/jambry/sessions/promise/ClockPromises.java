// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.clock.NodeStart;
import io.jambry.sessions.clock.ShiftedNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds on two nodes whose clocks differ by twenty minutes: one process is ten ahead of the server, the other ten behind. Sessions are
 * let be older than they are by changing what the server noted of them, so nobody waits. This process has the server's clock.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ClockPromises {

    private static final Duration SHIFT = Duration.ofMinutes(10);

    /** Less than what nodes differ by: whoever asks a wrong clock is wrong about every session. */
    private static final long IDLE = Duration.ofMinutes(5).toMillis();

    /** Of sessions that are over after more than twenty minutes. */
    private static final long WINDOW = Duration.ofMinutes(1).toMillis();

    /** What tests leave between themselves and a limit: the time that a busy machine takes for a request. */
    private static final long MARGIN = Duration.ofSeconds(15).toMillis();

    private final SessionSettings settings = Node.settings();
    private final Class<? extends NodeStart> kind;
    private Node server;
    private ShiftedNode ahead;
    private ShiftedNode behind;

    protected ClockPromises(Class<? extends NodeStart> kind) {
        this.kind = kind;
    }

    @BeforeAll
    void open() throws IOException {
        server = Node.of(settings);
        ahead = ShiftedNode.begin(kind, settings.application(), SHIFT);
        behind = ShiftedNode.begin(kind, settings.application(), SHIFT.negated());
        ahead.awaitStart();
        behind.awaitStart();
    }

    @AfterAll
    void close() {
        Stream.of(ahead, behind).filter(node -> node != null).forEach(ShiftedNode::close);
        server.close();
    }

    private List<ShiftedNode> nodes() {
        return List.of(ahead, behind);
    }

    private ShiftedNode other(ShiftedNode node) {
        return node == ahead ? behind : ahead;
    }

    /** Whether responses have a time that the container's own classes write. */
    protected boolean hasDate() {
        return true;
    }

    @Test
    void node_ofThisTest_hasAClockOfItsOwn() throws Exception {
        for (ShiftedNode node : nodes()) {
            long expected = System.currentTimeMillis() + node.shift().toMillis();
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/app/shop/clock"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(Long.parseLong(response.body().strip()))
                    .as("the application's time")
                    .isCloseTo(expected, within(MARGIN));
            if (hasDate()) {
                String date = response.headers().firstValue("Date").orElseThrow();
                assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant()
                                .toEpochMilli())
                        .as("the container's time")
                        .isCloseTo(expected, within(MARGIN));
            }
        }
    }

    @Test
    void session_notYetOver_isFoundByEveryNode() {
        for (ShiftedNode creating : nodes()) {
            Browser browser = withSession(creating, "early");
            for (ShiftedNode node : nodes()) {
                date(browser, IDLE + WINDOW - MARGIN);
                assertThat(browser.get(node, "/get?name=name")).isEqualTo("early");
            }
        }
    }

    @Test
    void session_over_isFoundByNoNode() {
        for (ShiftedNode creating : nodes()) {
            Browser browser = withSession(creating, "late");
            String id = browser.id();
            date(browser, IDLE + WINDOW + 1);
            for (ShiftedNode node : nodes()) {
                browser.id(id);
                assertThat(browser.get(node, "/get?name=name")).isEqualTo("no session");
            }
        }
    }

    @Test
    void access_isNotedOnceInATouchWindowByTheServersClock() {
        for (ShiftedNode creating : nodes()) {
            Browser browser = withSession(creating, "touched");
            for (ShiftedNode node : nodes()) {
                long inside = date(browser, WINDOW - MARGIN);
                browser.get(node, "/get?name=name");
                assertThat(noted(browser, "~a")).isEqualTo(inside);

                long before = date(browser, WINDOW) + WINDOW;
                browser.get(node, "/get?name=name");
                assertThat(noted(browser, "~a")).isBetween(before, System.currentTimeMillis());
            }
        }
    }

    @Test
    void times_areThoseOfTheServerOnEveryNode() {
        for (ShiftedNode creating : nodes()) {
            Browser browser = new Browser("JSESSIONID");
            long before = System.currentTimeMillis();
            browser.get(creating, "/twice?name=name&value=times");
            long after = System.currentTimeMillis();
            long created = noted(browser, "~c");

            assertThat(created).isBetween(before, after);
            assertThat(noted(browser, "~a")).isBetween(created, after);
            for (ShiftedNode node : nodes()) {
                assertThat(browser.get(node, "/times")).isEqualTo(created + " " + noted(browser, "~a"));
            }
            for (ShiftedNode changing : List.of(creating, other(creating))) {
                browser.get(changing, "/change-id");
                assertThat(noted(browser, "~c")).isEqualTo(created);
                for (ShiftedNode node : nodes()) {
                    assertThat(browser.get(node, "/times")).isEqualTo(created + " " + noted(browser, "~a"));
                }
            }
        }
    }

    @Test
    void sweepers_endNothingEarlyAndEverythingOnce() {
        int half = 20;
        List<Browser> sessions = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (ShiftedNode creating : nodes()) {
            for (int i = 0; i < half; i++) {
                told.add("destroyed swept" + sessions.size());
                sessions.add(withSession(creating, "swept" + sessions.size()));
            }
        }
        // sweepers look at them now, and have to see that they live for the rest of the touch window
        List<Long> over = sessions.stream()
                .map(one -> date(one, IDLE + MARGIN) + IDLE + WINDOW)
                .toList();
        await().atMost(Duration.ofMillis(WINDOW - MARGIN))
                .until(() -> sessions.stream().map(this::dueAt).toList().equals(over));
        assertThat(destroyed("swept")).isEmpty();
        for (int i = 0; i < sessions.size(); i++) {
            assertThat(sessions.get(i).get(i % 2 == 0 ? ahead : behind, "/get?name=name"))
                    .isEqualTo("swept" + i);
        }

        sessions.forEach(one -> date(one, IDLE + WINDOW + 1));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> destroyed("swept").size() >= told.size()
                        && sessions.stream().allMatch(one -> server.dueAt(settings.application(), handle(one)) == 0));
        assertThat(destroyed("swept")).containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    void session_leftAlone_isToldInTimeAndNotEarly() {
        long idle = 1000;
        Map<ShiftedNode, Browser> browsers = new LinkedHashMap<>();
        long before = System.currentTimeMillis();
        for (ShiftedNode creating : nodes()) {
            Browser browser = withSession(creating, "left" + creating.shift());
            browser.get(other(creating), "/interval?value=" + idle / 1000);
            browsers.put(creating, browser);
        }
        long after = System.currentTimeMillis();

        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !destroyed("left").isEmpty());
        assertThat(System.currentTimeMillis()).isGreaterThan(before + idle);
        await().atMost(Duration.ofSeconds(30)).until(() -> destroyed("left").size() >= 2);
        assertThat(System.currentTimeMillis()).isLessThan(after + idle + idle / 20 + MARGIN);

        browsers.forEach((creating, browser) -> {
            assertThat(destroyed("left" + creating.shift())).containsExactly("destroyed left" + creating.shift());
            assertThat(browser.get(creating, "/get?name=name")).isEqualTo("no session");
        });
    }

    @Test
    void id_changed_holdsAtOnceOnEveryNodeAndTheOldOneIsForgottenInTime() {
        for (ShiftedNode changing : nodes()) {
            Browser browser = withSession(other(changing), "moved");
            Browser late = new Browser("JSESSIONID");
            late.id(browser.id());

            browser.get(changing, "/change-id");

            assertThat(browser.id()).isNotEqualTo(late.id());
            for (ShiftedNode node : nodes()) {
                assertThat(browser.get(node, "/get?name=name")).isEqualTo("moved");
                assertThat(late.get(node, "/get?name=name")).isEqualTo("no session");
            }
            assertThat(server.millisLeft(settings.application(), SessionRepository.handleOf(late.id())))
                    .isBetween(60_000 - MARGIN, 60_000L);
        }
    }

    @Test
    void session_invalidated_isGoneOnEveryNode() {
        for (ShiftedNode ending : nodes()) {
            Browser browser = withSession(other(ending), "ended" + ending.shift());
            String id = browser.id();

            browser.get(ending, "/invalidate");

            for (ShiftedNode node : nodes()) {
                browser.id(id);
                assertThat(browser.get(node, "/get?name=name")).isEqualTo("no session");
            }
        }
    }

    /** For those who can log in: of three sessions of a user, who may have two, the first goes, whatever nodes took for the time. */
    protected final void oldestOfAUser_isTheOneByTheServersClock() {
        List<Browser> sessions = new ArrayList<>();
        for (ShiftedNode node : List.of(ahead, behind, behind)) {
            Browser browser = new Browser("JSESSIONID");
            browser.get(node, "/set?login=ada&name=name&value=login" + sessions.size());
            assertThat(browser.status()).isEqualTo(200);
            sessions.add(browser);
        }
        String id = sessions.get(0).id();
        for (ShiftedNode node : nodes()) {
            sessions.get(0).id(id);
            assertThat(sessions.get(0).get(node, "/get?name=name")).isEqualTo("no session");
            assertThat(sessions.get(1).get(node, "/get?name=name")).isEqualTo("login1");
            assertThat(sessions.get(2).get(node, "/get?name=name")).isEqualTo("login2");
        }
        assertThat(server.sessions().ofPrincipal("ada")).hasSize(2);
    }

    private static Browser withSession(Container node, String name) {
        Browser browser = new Browser("JSESSIONID");
        assertThat(browser.get(node, "/set?name=name&value=" + name)).isNotEmpty();
        assertThat(browser.id()).isNotEmpty();
        return browser;
    }

    private static String handle(Browser browser) {
        return SessionRepository.handleOf(browser.id());
    }

    /** Lets a session be one of five minutes which was used some time ago. Tells when that was. */
    private long date(Browser browser, long agoMillis) {
        long accessed = System.currentTimeMillis() - agoMillis;
        server.date(settings.application(), handle(browser), accessed - 1000, accessed, IDLE);
        return accessed;
    }

    private long dueAt(Browser browser) {
        return server.dueAt(settings.application(), handle(browser));
    }

    private long noted(Browser browser, String field) {
        Map<String, String> hash = server.hash("session/" + settings.application() + "/" + handle(browser));
        return Long.parseLong(hash.get(field));
    }

    /** What listeners of both nodes were told of sessions whose name begins so. */
    private List<String> destroyed(String name) {
        return nodes().stream()
                .flatMap(node ->
                        Stream.of(new Browser("JSESSIONID").get(node, "/events").split(",")))
                .filter(event -> event.startsWith("destroyed " + name))
                .toList();
    }
}
