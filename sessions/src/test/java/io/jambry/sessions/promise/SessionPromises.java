// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.ConnectionSettings;
import io.jambry.sessions.Flush;
import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every container promises of its sessions, on two nodes without stickiness. */
public abstract class SessionPromises {

    /** How many later requests ask for what is no more; {@code -Dsessions.later=10000} for more. */
    private static final int LATER = Integer.getInteger("sessions.later", 50);

    private final SessionSettings settings = sweeping(Node.settings(), Duration.ofMillis(500));
    private final Node server = Node.of(settings);
    private Container first;
    private Container second;
    private final Browser browser = new Browser(cookie());

    /** Starts a node. */
    protected abstract Container start(SessionSettings sessions, Node server) throws Exception;

    /** The name of the cookie that has the id. */
    String cookie() {
        return "JSESSIONID";
    }

    /** Whether the container's sessions are those of the server, and not working copies of them. */
    boolean isNative() {
        return true;
    }

    @BeforeEach
    void open() throws Exception {
        first = start(settings, server);
        second = start(settings, server);
        Recorder.events().clear();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        server.close();
    }

    @Test
    void session_setOnOneNode_isReadOnTheOther() {
        assertThat(browser.get(first, "/set?name=name&value=Ada")).isEqualTo("set");
        assertThat(browser.get(second, "/get?name=name")).isEqualTo("Ada");
        browser.get(second, "/set?name=name&value=Grace");
        assertThat(browser.get(first, "/get?name=name")).isEqualTo("Grace");
        assertThat(browser.get(second, "/names")).isEqualTo("name");
        browser.get(second, "/remove?name=name");
        assertThat(browser.get(first, "/get?name=name")).isEqualTo("null");
    }

    @Test
    void session_countedOnAlternatingNodes_hasNoGap() {
        for (int i = 1; i <= 20; i++) {
            assertThat(browser.get(i % 2 == 0 ? first : second, "/count?name=n"))
                    .isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void session_mutableValueChangedInPlace_isSeenByTheOtherNode() {
        browser.get(first, "/add?name=cart&value=book");
        assertThat(browser.get(second, "/add?name=cart&value=pen")).isEqualTo("book,pen");
        assertThat(browser.get(first, "/add?name=cart&value=ink")).isEqualTo("book,pen,ink");
    }

    @Test
    void roundTrips_areThoseThatWerePromised() throws Exception {
        SessionSettings unswept = sweeping(settings, Duration.ofHours(1));
        try (Container here = start(unswept, server);
                Container there = start(unswept, server)) {
            first.close();
            second.close();
            browser.get(here, "/set?name=name&value=Ada");
            browser.get(there, "/get?name=name");

            assertThat(cost(there, "/none")).as("untouched").isEqualTo(isNative() ? 0 : 1);
            assertThat(cost(there, "/get?name=name")).as("read").isEqualTo(1);
            assertThat(cost(here, "/get?name=name"))
                    .as("read on the other node")
                    .isEqualTo(1);
            assertThat(cost(there, "/set?name=name&value=Grace")).as("changed").isEqualTo(2);
            browser.get(here, "/add?name=cart&value=book");
            assertThat(cost(there, "/get?name=cart")).as("mutable value read").isEqualTo(1);
        }
    }

    @Test
    void invalidate_onOneNode_endsItForAllLaterRequests() {
        browser.get(first, "/set?name=name&value=Ada");
        browser.get(second, "/get?name=name");
        String old = browser.id();
        assertThat(browser.get(first, "/invalidate")).isEqualTo("true");

        for (int i = 0; i < LATER; i++) {
            browser.id(old);
            assertThat(browser.get(i % 2 == 0 ? second : first, "/get?name=name"))
                    .isEqualTo("no session");
        }
        if (isNative()) {
            assertThat(Recorder.events()).containsOnlyOnce("destroyed Ada");
        }
    }

    @Test
    void changeId_onOneNode_oldIdIsDeadAndNewOneLives() {
        browser.get(first, "/set?name=name&value=Ada");
        browser.get(second, "/get?name=name");
        String old = browser.id();
        String fresh = browser.get(first, "/change-id");

        assertThat(fresh).isNotEqualTo(old);
        assertThat(browser.id()).isNotEqualTo(old);
        if (isNative()) {
            assertThat(browser.id()).isEqualTo(fresh);
        }
        assertThat(browser.get(second, "/get?name=name")).isEqualTo("Ada");
        for (int i = 0; i < LATER; i++) {
            browser.id(old);
            assertThat(browser.get(i % 2 == 0 ? second : first, "/get?name=name"))
                    .isEqualTo("no session");
        }
        if (isNative()) {
            assertThat(Recorder.events()).containsOnlyOnce("id changed");
        }
    }

    @Test
    void session_over_isDestroyedOnceWithItsAttributes() {
        browser.get(first, "/set?name=name&value=Ada");
        browser.get(second, "/interval?value=1");

        if (isNative()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Recorder.events().contains("destroyed Ada"));
            // both nodes have swept again
            await().during(Duration.ofMillis(1200))
                    .until(() -> Recorder.events().contains("destroyed Ada"));
            assertThat(Recorder.events()).containsOnlyOnce("destroyed Ada");
        } else {
            await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
        }
        assertThat(browser.get(first, "/get?name=name")).isEqualTo("no session");
    }

    @Test
    void session_isNewOnce_andKeepsItsInterval() {
        assertThat(browser.get(first, "/new")).isEqualTo("true");
        assertThat(browser.get(second, "/new")).isEqualTo("false");
        assertThat(browser.get(second, "/interval")).isEqualTo(Integer.toString(Container.MAX_INACTIVE_SECONDS));
        browser.get(first, "/interval?value=777");
        assertThat(browser.get(second, "/interval")).isEqualTo("777");
    }

    @Test
    void listeners_hearOfAttributesAndCreation() {
        browser.get(first, "/set?name=name&value=Ada");
        browser.get(second, "/set?name=name&value=Grace");
        browser.get(first, "/remove?name=name");

        if (isNative()) {
            assertThat(Recorder.events()).containsExactly("created", "added name", "replaced name", "removed name");
        } else {
            assertThat(Recorder.events()).contains("created", "added name", "replaced name", "removed name");
        }
    }

    @Test
    void redirectAndErrors_changesAreThereForTheNextRequest() {
        browser.get(first, "/redirect?name=a&value=1");
        assertThat(browser.status()).isEqualTo(302);
        assertThat(browser.get(second, "/get?name=a")).isEqualTo("1");
        browser.get(first, "/error?name=b&value=2");
        assertThat(browser.status()).isEqualTo(418);
        assertThat(browser.get(second, "/get?name=b")).isEqualTo("2");
        browser.get(first, "/throw?name=c&value=3");
        assertThat(browser.status()).isEqualTo(500);
        assertThat(browser.get(second, "/get?name=c")).isEqualTo("3");
    }

    @Test
    void response_thatLeavesEarly_isPrecededByItsChanges() throws Exception {
        browser.get(first, "/new");
        String gate = "gate-" + Node.newId();
        try (BufferedReader body = browser.begin(first, "/early?name=" + gate + "&value=x")) {
            assertThat(body.readLine()).isEqualTo("x");
            assertThat(browser.get(second, "/get?name=" + gate)).isEqualTo("x");
        } finally {
            Gate.open(gate);
        }
    }

    @Test
    void flushImmediate_changesAreSeenWhileTheirRequestIsUnderWay() throws Exception {
        try (Container node = start(settings.withFlush(Flush.IMMEDIATE), server)) {
            browser.get(node, "/new");
            String gate = "gate-" + Node.newId();
            Browser other = new Browser(cookie());
            other.id(browser.id());
            CompletableFuture<String> slow =
                    CompletableFuture.supplyAsync(() -> other.get(node, "/slow?name=" + gate + "&value=x"));
            try {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> browser.get(second, "/get?name=" + gate).equals("x"));
                assertThat(slow).isNotDone();
            } finally {
                Gate.open(gate);
            }
            assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo("slow");
        }
    }

    @Test
    void flushCommit_changesAreSeenWhenTheirRequestIsOver() throws Exception {
        browser.get(first, "/new");
        String gate = "gate-" + Node.newId();
        Browser other = new Browser(cookie());
        other.id(browser.id());
        CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(() -> other.get(first, "/slow?name=" + gate + "&value=x"));
        await().until(() -> Gate.isAwaited(gate));

        assertThat(browser.get(second, "/get?name=" + gate)).isEqualTo("null");

        Gate.open(gate);
        assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo("slow");
        assertThat(browser.get(second, "/get?name=" + gate)).isEqualTo("x");
    }

    @Test
    void asyncRequest_changesAreThereForTheNextRequest() {
        browser.get(first, "/new");
        assertThat(browser.get(first, "/async?name=a&value=1")).isEqualTo("async");
        assertThat(browser.get(second, "/get?name=a")).isEqualTo("1");
    }

    @Test
    void attributeThatCannotBeStored_leavesTheRest() {
        browser.get(first, "/unstorable?name=bad&value=good");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.get(second, "/get?name=beside")).isEqualTo("good");
        assertThat(browser.get(second, "/get?name=bad")).isEqualTo("null");
    }

    @Test
    void forgedIds_getNoSessionAndNoNewOneOfThatId() {
        for (String forged :
                List.of("x", "A".repeat(32), "A".repeat(4000), "../../etc/passwd-and-more", "%00%0a0123456789abcdef")) {
            browser.id(forged);
            assertThat(browser.get(first, "/get?name=name")).isEqualTo("no session");
            browser.get(first, "/set?name=name&value=Ada");
            assertThat(browser.id()).isNotEqualTo(forged);
        }
    }

    @Test
    void concurrentRequests_onTwoNodes_loseNothing() throws Exception {
        browser.get(first, "/new");
        String id = browser.id();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<String>> work = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Container node = t % 2 == 0 ? first : second;
            String name = "n" + t;
            work.add(() -> {
                Browser mine = new Browser(cookie());
                mine.id(id);
                String last = "";
                for (int i = 0; i < 25; i++) {
                    last = mine.get(node, "/count?name=" + name);
                }
                return last;
            });
        }
        for (Future<String> one : threads.invokeAll(work)) {
            assertThat(one.get()).isEqualTo("25");
        }
        threads.shutdown();
        for (int t = 0; t < 8; t++) {
            assertThat(browser.get(first, "/get?name=n" + t)).isEqualTo("25");
        }
    }

    @Test
    void server_away_onlyRequestsWithASessionFail() throws Exception {
        ConnectionSettings connection = Node.connection();
        try (Wire wire = new Wire(connection.port());
                Node wired = Node.of(
                        settings,
                        Map.of(
                                "url",
                                "redis://127.0.0.1:" + wire.port(),
                                "password",
                                connection.password().orElse(""),
                                "timeout",
                                "500ms"));
                Container node = start(settings, wired)) {
            browser.get(node, "/set?name=name&value=Ada");
            wire.cut();

            browser.get(node, "/get?name=name");
            assertThat(browser.status()).isEqualTo(503);
            if (isNative()) {
                assertThat(browser.get(node, "/none")).isEqualTo("none");
            }

            wire.mend();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> browser.get(node, "/get?name=name").equals("Ada"));
        }
    }

    @Test
    void node_stopped_sessionsLiveOn() throws Exception {
        browser.get(first, "/set?name=name&value=Ada");
        first.close();
        assertThat(browser.get(second, "/get?name=name")).isEqualTo("Ada");
        first = start(settings, server);
        assertThat(browser.get(first, "/get?name=name")).isEqualTo("Ada");
        if (isNative()) {
            assertThat(Recorder.events()).doesNotContain("destroyed Ada");
        }
    }

    /** The least of some tries: the first one teaches the server scripts that it does not know yet. */
    private long cost(Container node, String path) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long before = server.scriptsRun();
            // another value each time
            browser.get(node, path.contains("value=") ? path + i : path);
            least = Math.min(least, server.scriptsRun() - before - 1);
        }
        return least;
    }

    private static SessionSettings sweeping(SessionSettings s, Duration interval) {
        return new SessionSettings(
                s.application(),
                s.touchWindow(),
                s.grace(),
                interval,
                s.lease(),
                s.maxSessionBytes(),
                s.localCopies(),
                s.dirtyCheck(),
                s.undecodable());
    }
}
