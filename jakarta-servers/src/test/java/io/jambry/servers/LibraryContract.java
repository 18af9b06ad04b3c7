// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.samples.cdi.LibraryClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The library of the sample answers as it should, whatever server it is on. Each test has books of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LibraryContract {

    private final JakartaServer kind;
    private final Path application;
    private Jambry store;
    private RunningServer server;
    private LibraryClient library;

    LibraryContract(JakartaServer kind, Path application) {
        this.kind = kind;
        this.application = application;
    }

    static Path given(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }

    @BeforeAll
    void deploy() throws Exception {
        Properties settings = Jambry.propertiesByUrl("embedded:servers");
        settings.setProperty("jambry.namespace", kind.name());
        store = Jambry.connect(settings);
        ConnectionSettings redis = store.connection();
        server = RunningServer.start(
                kind,
                application,
                given("server.work"),
                Map.of(
                        "JAMBRY_URL",
                        "redis://:" + redis.password().orElse("") + "@" + redis.host() + ":" + redis.port(),
                        "JAMBRY_NAMESPACE",
                        kind.name()),
                "library/interceptors");
        library = new LibraryClient(server.application());
    }

    @AfterAll
    void end() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            if (store != null) {
                store.close();
            }
        }
    }

    RunningServer server() {
        return server;
    }

    @Test
    void cacheResult_askedAgain_runsTheMethodOnce() {
        assertThat(library.title(1)).isEqualTo(library.title(1)).startsWith("title 1 of walk ");
    }

    @Test
    void cacheRemove_makesTheMethodRunAgain() {
        String title = library.title(2);
        library.forget(2);

        assertThat(library.title(2)).isNotEqualTo(title);
    }

    @Test
    void cachePut_isWhatTheMethodReturnsNext() {
        library.title(3);
        library.rename(3, "another");

        assertThat(library.title(3)).isEqualTo("another");
    }

    @Test
    void ownAnnotations_keepAndEvict() {
        String price = library.price(4);

        assertThat(library.price(4)).isEqualTo(price).startsWith("10 euros");
        library.raisePrice(4);
        assertThat(library.price(4)).startsWith("11 euros");
    }

    @Test
    void injectedCache_hasWhatTheMethodReturned() {
        assertThat(library.keptTitle(5)).isEmpty();
        String title = library.title(5);

        assertThat(library.keptTitle(5)).contains(title);
    }

    @Test
    void entry_removedByAnotherJvm_makesTheMethodRunAgain() {
        String title = library.title(6);
        Cache<Long, String> titles = store.getOrCreateCache(
                "titles", new MutableConfiguration<Long, String>().setTypes(Long.class, String.class));

        assertThat(titles.get(6L)).isEqualTo(title);
        titles.remove(6L);
        assertThat(library.title(6)).isNotEqualTo(title);
    }

    @Test
    void beanOfASession_hasItsStateAndAnInjectedCache() {
        library.title(7);

        assertThat(library.lookFor(7)).isEqualTo("0 is on the shelf");
        assertThat(library.lookFor(8)).isEqualTo("7 is at hand");
        assertThat(new LibraryClient(server.application()).lookFor(9)).isEqualTo("0 is on the shelf");
    }

    @Test
    void annotations_areInterceptedByJambryAlone() {
        assertThat(library.interceptors()).isEqualTo(List.of("io.jambry.cdi.container.CacheResultInterceptor"));
    }
}
