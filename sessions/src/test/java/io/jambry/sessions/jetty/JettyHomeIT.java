// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.ConnectionSettings;
import io.jambry.sessions.Node;
import io.jambry.sessions.promise.Browser;
import io.jambry.sessions.promise.Container;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Jetty that is downloaded, with the module that the documentation shows: two nodes of {@code start.jar} with a WAR. In profile
 * {@code jetty-home} only.
 */
class JettyHomeIT {

    @ParameterizedTest
    @ValueSource(strings = {"ee10", "ee11"})
    void session_onTwoNodesOfStartJar_goesOnWithoutStickiness(String environment, @TempDir Path directory)
            throws Exception {
        ConnectionSettings redis = Node.connection();
        String url = "redis://127.0.0.1:" + redis.port();
        Map<String, String> settings = Map.of(
                "JAMBRY_PASSWORD",
                redis.password().orElse(""),
                "JAMBRY_CACHES_SESSIONS_ALLOW_CLASSES",
                "io.jambry.sessions.*");
        JettyBase base = JettyBase.create(directory);
        assertThat(base.addAll(environment)).contains("sessions-jambry").doesNotContain("refused");
        assertThat(base.add("session-cache-null")).startsWith("refused").contains("session-cache");
        Map<String, String> withUrl = new HashMap<>(settings);
        withUrl.put("JAMBRY_URL", url);
        Browser browser = new Browser("JSESSIONID");
        Browser late = new Browser("JSESSIONID");
        try (Container second = base.start(withUrl)) {
            try (Container first = base.start(settings, "jambry.url=" + url)) {
                assertThat(browser.get(first, "/set?name=name&value=Ada")).isEqualTo("set");
                assertThat(browser.get(second, "/get?name=name")).isEqualTo("Ada");
                for (int i = 1; i <= 6; i++) {
                    assertThat(browser.get(i % 2 == 0 ? first : second, "/count?name=n"))
                            .isEqualTo(Integer.toString(i));
                }
                browser.get(first, "/add?name=cart&value=book");
                assertThat(browser.get(second, "/add?name=cart&value=pen")).isEqualTo("book,pen");

                late.id(browser.id());
                browser.get(second, "/change-id");
                assertThat(browser.id()).isNotEqualTo(late.id());
                assertThat(late.get(first, "/get?name=name")).isEqualTo("no session");
                assertThat(browser.get(first, "/get?name=name")).isEqualTo("Ada");
            }
            // the first node is gone
            assertThat(browser.get(second, "/add?name=cart&value=ink")).isEqualTo("book,pen,ink");
            try (Container again = base.start(settings, "jambry.url=" + url)) {
                assertThat(browser.get(again, "/get?name=name")).isEqualTo("Ada");

                late.id(browser.id());
                browser.get(again, "/invalidate");
                assertThat(late.get(second, "/get?name=name")).isEqualTo("no session");

                browser.id("");
                browser.get(again, "/set?name=name&value=over");
                browser.get(second, "/interval?value=1");
                await().atMost(Duration.ofSeconds(30)).until(() -> told(again, second) > 0);
                assertThat(told(again, second)).isEqualTo(1);
                assertThat(browser.get(second, "/get?name=name")).isEqualTo("no session");
            }
        }
    }

    /** How many listeners were told of the session that is over. */
    private static long told(Container... nodes) {
        return Stream.of(nodes)
                .flatMap(node ->
                        Stream.of(new Browser("JSESSIONID").get(node, "/events").split(",")))
                .filter("destroyed over"::equals)
                .count();
    }
}
