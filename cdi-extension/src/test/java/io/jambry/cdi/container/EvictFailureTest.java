// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.Cached;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of methods that have succeeded when the server refuses the eviction after them, as each setting says. */
class EvictFailureTest {

    private static final String FAILED = ": evicting from %s failed, so a stale value may stay there until it expires";
    private static final String ADVICE =
            "; 'jambry.cdi.evict-failure' says what becomes of the call: throw, log or retry";

    private final Server server = Server.own();
    private Container container = deployed("throw");

    @AfterEach
    void close() {
        container.close();
        server.close();
    }

    @ApplicationScoped
    static class Titles {

        final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @Cached(cache = "titles")
        public String title(long isbn) {
            return "title " + calls.incrementAndGet();
        }

        @CacheEvict(cache = "titles")
        public String forget(long isbn) {
            calls.incrementAndGet();
            return "done";
        }

        @CacheEvict(cache = "titles", all = true)
        public void forgetAll() {}

        @CacheEvict(tag = "titles")
        public void forgetByTag() {}

        @CacheRemove(cacheName = "titles")
        public void remove(long isbn) {}

        @CacheRemoveAll(cacheName = "titles")
        public void removeAll() {}

        @CacheEvict(cache = "titles")
        public CompletionStage<String> forgetLater(long isbn) {
            return CompletableFuture.completedFuture("done");
        }

        @CacheRemove(cacheName = "titles", evictFor = IllegalStateException.class)
        public void removeAndFail(long isbn) {
            throw new IllegalStateException("of the method");
        }
    }

    private Container deployed(String evictFailure) {
        Map<String, String> settings = new HashMap<>(server.settings());
        settings.put("jambry.cdi.evict-failure", evictFailure);
        return Container.with(settings, Titles.class);
    }

    private void redeploy(String evictFailure) {
        container.close();
        container = deployed(evictFailure);
    }

    private Titles titles() {
        return container.get(Titles.class);
    }

    private static String failed(String method, String from) {
        return Titles.class.getName() + "#" + method + FAILED.formatted(from);
    }

    @Test
    void throwing_tellsTheCaller_whichMethodAndWhichCache() {
        titles().title(1);
        server.refuseRemovals(true);

        assertThatThrownBy(() -> titles().forget(1))
                .isInstanceOf(CacheException.class)
                .hasMessage(failed("forget", "cache 'titles'") + ADVICE)
                .cause()
                .hasMessageContaining("NOPERM");
        assertThat(titles().calls()).as("the method has run, once").isEqualTo(2);
        assertThatThrownBy(() -> titles().forgetAll()).hasMessage(failed("forgetAll", "cache 'titles'") + ADVICE);
        assertThatThrownBy(() -> titles().forgetByTag())
                .hasMessage(failed("forgetByTag", "all caches by tag") + ADVICE);
        assertThatThrownBy(() -> titles().remove(1)).hasMessage(failed("remove", "cache 'titles'") + ADVICE);
        assertThatThrownBy(() -> titles().removeAll()).hasMessage(failed("removeAll", "cache 'titles'") + ADVICE);
        assertThatThrownBy(() -> titles().forgetLater(1).toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessage(failed("forgetLater", "cache 'titles'") + ADVICE);
    }

    @Test
    void throwing_afterAMethodThatFailed_staysBesideItsFailure() {
        titles().title(1);
        server.refuseRemovals(true);

        assertThatThrownBy(() -> titles().removeAndFail(1))
                .hasMessage("of the method")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(beside ->
                                assertThat(beside).hasMessage(failed("removeAndFail", "cache 'titles'") + ADVICE)));
    }

    @Test
    void throwing_serverThatIsGone_isTold() {
        redeploy("throw");
        titles().title(1);
        server.close();

        assertThatThrownBy(() -> titles().forget(1)).hasMessage(failed("forget", "cache 'titles'") + ADVICE);
        assertThat(titles().title(1)).as("reading never fails").startsWith("title");
    }

    @Test
    void logging_tellsTheLogOnly() {
        redeploy("log");
        titles().title(1);
        server.refuseRemovals(true);

        try (Log log = new Log("io.jambry.cdi")) {
            assertThat(titles().forget(1)).isEqualTo("done");

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING " + failed("forget", "cache 'titles'"))
                    .contains("NOPERM");
        }
        assertThat(titles().title(1)).as("the entry has stayed").isEqualTo("title 1");
    }

    @Test
    void retrying_serverThatRecovers_evicts() {
        redeploy("retry");
        titles().title(1);
        server.refuseRemovals(true);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> titles().forget(1));
        await().atMost(Duration.ofSeconds(20)).until(() -> server.refusals() > 0);
        assertThat(call).isNotDone();

        server.refuseRemovals(false);

        assertThat(call.join()).isEqualTo("done");
        assertThat(titles().title(1)).isEqualTo("title 3");
        assertThat(titles().calls())
                .as("the method has run once, and the two loads")
                .isEqualTo(3);
    }

    @Test
    void retrying_serverThatDoesNot_givesUpSoon() {
        redeploy("retry");
        titles().title(1);
        server.refuseRemovals(true);

        assertThatThrownBy(() -> titles().forget(1))
                .hasMessage(failed("forget", "cache 'titles'") + ADVICE)
                .cause()
                .satisfies(last -> assertThat(last.getSuppressed()).hasSize(1));
        assertThat(server.refusals()).isEqualTo(4);
    }
}
