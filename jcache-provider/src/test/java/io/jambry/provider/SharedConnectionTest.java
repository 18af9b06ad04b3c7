// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.Credentials;
import io.jambry.CredentialsProvider;
import io.jambry.Jambry;
import io.jambry.cache.Crowd;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a manager comes to its connection: as another manager is connected, by a file, by a name, by a URI. */
class SharedConnectionTest {

    private static final URI NOBODY = URI.create("redis://127.0.0.1:1");

    private final String id = UUID.randomUUID().toString();
    private final CachingProvider provider = new JambryCachingProvider();
    private final CachingProvider another = new JambryCachingProvider();

    @AfterEach
    void close() {
        another.close();
        provider.close();
    }

    /** The way to the server, with a client name of this test. */
    private ConnectionSettings server() {
        EmbeddedServer server = EmbeddedServer.shared("tests", EmbeddedSettings.DEFAULT);
        return ConnectionSettings.builder()
                .url("redis://" + server.host() + ":" + server.port())
                .password(server.password())
                .clientName(id)
                .build();
    }

    private Jambry manager(CachingProvider from, URI uri, Properties properties) {
        return manager(from, uri, SharedConnectionTest.class.getClassLoader(), properties);
    }

    private Jambry manager(CachingProvider from, URI uri, ClassLoader loader, Properties properties) {
        properties.putIfAbsent("jambry.namespace", id + "-" + (uri == null ? "" : uri.getSchemeSpecificPart()));
        return from.getCacheManager(uri, loader, properties).unwrap(Jambry.class);
    }

    private static Cache<String, String> cache(Jambry manager) {
        return manager.getOrCreateCache(
                "c", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    private static void assertWorks(Jambry manager) {
        cache(manager).put("k", manager.getURI().toString());
        assertThat(cache(manager).get("k")).isEqualTo(manager.getURI().toString());
    }

    private static SharedLink link(Jambry manager) {
        return manager.unwrap(JambryCacheManager.class).link();
    }

    private void awaitNoConnection() {
        Awaitility.await().until(() -> ServerClients.named(server(), id).isEmpty());
    }

    // ---- as another manager

    @Test
    void propertiesByManager_openManager_sharesItsConnectionUntilTheLastIsClosed() {
        Jambry first = manager(provider, URI.create("jambry:first"), server().toProperties());
        Jambry second = manager(provider, URI.create("jambry:second"), Jambry.propertiesByManager(first));
        Jambry third = manager(another, URI.create("jambry:third"), Jambry.propertiesByManager(second));

        assertThat(link(second)).isSameAs(link(first));
        assertThat(link(third)).isSameAs(link(first));
        assertThat(second.connection()).isEqualTo(first.connection());
        assertWorks(first);
        assertWorks(second);
        assertWorks(third);
        assertThat(cache(second).get("k")).isEqualTo("jambry:second");

        first.destroy();
        assertWorks(second);
        second.destroy();
        assertWorks(third);
        assertThat(ServerClients.named(server(), id)).isNotEmpty();
        third.destroy();
        awaitNoConnection();
    }

    @Test
    void propertiesByManager_uriThatNamesAServer_isANameOnly() {
        Jambry first = manager(provider, URI.create("jambry:first"), server().toProperties());

        Jambry second = manager(provider, NOBODY, Jambry.propertiesByManager(first));
        Jambry third = manager(provider, URI.create(NOBODY + "?strict=true"), Jambry.propertiesByManager(first));

        assertThat(third.configurationReport()).containsPattern("strict +false +default");
        assertThat(second.getURI()).isEqualTo(NOBODY);
        assertThat(second.connection()).isEqualTo(first.connection());
        assertThat(second.configurationReport())
                .containsPattern("url +redis://127.0.0.1:" + server().port() + " +Properties key jambry.manager.itself")
                .containsPattern("password +\\*\\*\\* +Properties key jambry.manager.itself")
                .doesNotContain(server().password().orElseThrow());
        assertWorks(second);
        second.destroy();
    }

    @Test
    void propertiesByManager_fileWithAnotherUrl_givesTheRestOnly(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("shop.properties"),
                "url = redis://127.0.0.1:1\ntimeout = 9s\nnamespace = " + id + "-of-the-file\n");
        Jambry first = manager(provider, URI.create("jambry:first"), server().toProperties());
        Properties properties = Jambry.propertiesByManager(first);
        properties.putAll(Jambry.propertiesByConfig(file.toString()));

        Jambry second = provider.getCacheManager(URI.create("jambry:second"), null, properties)
                .unwrap(Jambry.class);

        assertThat(second.connection()).isEqualTo(first.connection());
        assertThat(second.configurationReport()).contains(id + "-of-the-file");
    }

    @Test
    void propertiesByManager_getProperties_doNotKeepTheManager() {
        Jambry first = manager(provider, URI.create("jambry:first"), server().toProperties());

        Jambry second = manager(provider, URI.create("jambry:second"), Jambry.propertiesByManager(first));

        assertThat(second.getProperties()).doesNotContainKey(Jambry.MANAGER_ITSELF);
    }

    @Test
    void propertiesByManager_closedManager_isRefused() {
        Jambry closed = manager(provider, URI.create("jambry:first"), server().toProperties());
        closed.close();

        assertRefused(Jambry.propertiesByManager(closed))
                .hasMessage(
                        "Properties key 'jambry.manager.itself' holds a cache manager that is closed; give an open one,"
                                + " or the settings of a connection");
    }

    @Test
    void propertiesByManager_managerOfAMemoryStore_isRefused() {
        Jambry memory = manager(provider, URI.create("memory:sharing"), new Properties());

        assertRefused(Jambry.propertiesByManager(memory))
                .hasMessage(
                        "Properties key 'jambry.manager.itself' holds a manager of a memory: store, which belongs to that"
                                + " manager alone; give one of a server");
    }

    @Test
    void managerItself_ofAnotherType_isRefused() {
        Properties object = new Properties();
        object.put(Jambry.MANAGER_ITSELF, List.of());
        Properties text = new Properties();
        text.setProperty(Jambry.MANAGER_ITSELF, "shop");

        assertRefused(object)
                .hasMessageStartingWith("Properties key 'jambry.manager.itself' has a value of class java.util.")
                .hasMessageEndingWith("; give an open io.jambry.Jambry, as CacheManager.unwrap(Jambry.class) does");
        assertRefused(text)
                .hasMessageStartingWith("Properties key 'jambry.manager.itself' has a value of class java.lang.String");
        assertRefused(Jambry.propertiesByUrl("redis://h?manager.itself=shop"))
                .hasMessageContaining("setting 'manager.itself' in Properties key jambry.url is no text: give the open"
                        + " io.jambry.Jambry itself, in the Properties of a new manager");
    }

    @Test
    void managerItself_besideOtherSettingsOfAConnection_isRefusedUnlessTheyAreTheSame() {
        Jambry first = manager(provider, URI.create("jambry:first"), server().toProperties());
        Properties url = Jambry.propertiesByManager(first);
        url.putAll(Jambry.propertiesByUrl("redis://:geheim@127.0.0.1:1"));
        Properties password = Jambry.propertiesByManager(first);
        password.setProperty("jambry.password", "geheim");
        Properties name = Jambry.propertiesByManager(first);
        name.setProperty("jambry.connection-name", "shop");
        Properties same = Jambry.propertiesByManager(first);
        same.putAll(first.connection().toProperties());
        same.setProperty("jambry.timeout", "2000ms");

        assertRefused(url)
                .hasMessage("setting 'url' (Properties key jambry.url) contradicts the connection of the manager in"
                        + " 'jambry.manager.itself': take out the one or the other");
        assertRefused(password)
                .hasMessageStartingWith("setting 'password' (Properties key jambry.password) contradicts");
        assertRefused(name)
                .hasMessageStartingWith(
                        "setting 'connection-name' (Properties key jambry.connection-name) contradicts");
        assertThat(link(manager(provider, URI.create("jambry:same"), same))).isSameAs(link(first));
    }

    // ---- by a file

    @Test
    void propertiesByConfig_urlInTheFile_goesBeforeTheUri(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("shop.properties");
        StringBuilder lines = new StringBuilder();
        server().toProperties()
                .forEach((key, value) ->
                        lines.append(key).append('=').append(value).append('\n'));
        Files.writeString(file, lines);

        Jambry named = manager(provider, NOBODY, Jambry.propertiesByConfig(file.toString()));
        Jambry byUri = manager(another, file.toUri(), new Properties());

        assertThat(named.getURI()).isEqualTo(NOBODY);
        assertThat(named.connection()).isEqualTo(server()).isEqualTo(byUri.connection());
        assertWorks(named);
        named.destroy();
    }

    @Test
    void propertiesByConfig_noUrlInTheFile_leavesItToTheUri(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("shop.properties"), "timeout = 9s\n");

        Jambry manager = manager(provider, NOBODY, Jambry.propertiesByConfig(file.toString()));

        assertThat(manager.connection().url()).isEqualTo(NOBODY);
        assertThat(manager.connection().timeout()).hasSeconds(9);
    }

    @Test
    void propertiesByConfig_uriOfAnotherFile_isANameOnly(@TempDir Path directory) throws Exception {
        Path one = Files.writeString(directory.resolve("one.properties"), "timeout = 9s\n");
        Path two = Files.writeString(directory.resolve("two.properties"), "timeout = 8s\n");

        Jambry manager = manager(provider, two.toUri(), Jambry.propertiesByConfig(one.toString()));

        assertThat(manager.connection().timeout()).hasSeconds(9);
    }

    // ---- by a name

    @Test
    void propertiesByConnection_sameNameInOtherClassLoaders_shareOneConnectionUntilTheLastIsClosed() throws Exception {
        try (URLClassLoader one = new URLClassLoader(new URL[0], getClass().getClassLoader());
                URLClassLoader two = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            URI uri = URI.create("jambry:shop");
            Jambry first = manager(provider, uri, one, Jambry.propertiesByConnection(id, server()));
            Jambry second = manager(another, uri, two, Jambry.propertiesByConnection(id, server()));
            SharedLink shared = link(first);

            assertThat(link(second)).isSameAs(shared);
            assertWorks(first);
            assertWorks(second);
            first.close();
            assertWorks(second);
            second.destroy();
            awaitNoConnection();

            Jambry third = manager(another, uri, two, Jambry.propertiesByConnection(id, server()));
            assertThat(link(third)).isNotSameAs(shared);
            assertWorks(third);
            third.destroy();
        }
    }

    @Test
    void propertiesByConnection_otherName_hasItsOwnConnection() {
        Jambry first = manager(provider, URI.create("jambry:first"), Jambry.propertiesByConnection(id, server()));
        Jambry second =
                manager(provider, URI.create("jambry:second"), Jambry.propertiesByConnection(id + "-other", server()));
        Jambry third = manager(provider, URI.create("jambry:third"), server().toProperties());

        assertThat(link(first)).isNotSameAs(link(second)).isNotSameAs(link(third));
    }

    @Test
    void propertiesByConnection_otherSettings_areRefusedNamingTheDifferenceWithoutSecrets() {
        manager(provider, URI.create("jambry:first"), Jambry.propertiesByConnection(id, server()));
        Properties others = Jambry.propertiesByConnection(id, server());
        others.setProperty("jambry.timeout", "7s");
        others.setProperty("jambry.password", "geheim");
        others.setProperty("jambry.username", "app");

        assertRefused(others)
                .hasMessage(
                        "the connection '" + id + "' is open in this JVM with other settings (username: none there, app"
                                + " here; password: another one there; timeout: 2s there, 7s here); use the same settings, or"
                                + " another 'connection-name'");
    }

    @Test
    void propertiesByConnection_nameIsFreeAgain_takesOtherSettings() {
        manager(provider, URI.create("jambry:first"), Jambry.propertiesByConnection(id, server()))
                .close();
        Properties others = Jambry.propertiesByConnection(id, server());
        others.setProperty("jambry.timeout", "7s");

        assertThat(manager(provider, URI.create("jambry:second"), others)
                        .connection()
                        .timeout())
                .hasSeconds(7);
    }

    @Test
    void connectionName_memoryStore_isRefused() {
        Properties properties = Jambry.propertiesByUrl("memory:");
        properties.setProperty("jambry.connection-name", "shop");

        assertRefused(properties)
                .hasMessage("setting 'connection-name' is 'shop', but a memory: store belongs to one manager and has no"
                        + " connection to share; take out 'connection-name', or correct 'url'");
    }

    @Test
    void connectionName_credentialsProviderOfAnApplication_isRefused() throws Exception {
        try (URLClassLoader application = ApplicationLoader.of(Vault.class)) {
            CredentialsProvider vault = (CredentialsProvider) application
                    .loadClass(Vault.class.getName())
                    .getConstructor()
                    .newInstance();
            ConnectionSettings connection =
                    ConnectionSettings.builder().credentialsProvider(vault).build();

            assertRefused(Jambry.propertiesByConnection(id, connection))
                    .hasMessage(
                            "setting 'connection-name' is '" + id + "', and a connection that applications share cannot"
                                    + " ask the class " + Vault.class.getName() + " of one of them, which"
                                    + " 'credentials-provider' gives: put that class where Jambry is, or take out"
                                    + " 'connection-name'");
        }
        ConnectionSettings lasting =
                ConnectionSettings.builder().credentialsProvider(new Vault()).build();
        assertThat(manager(provider, URI.create("jambry:lasting"), Jambry.propertiesByConnection(id, lasting))
                        .isClosed())
                .isFalse();
    }

    /** Credentials of an application. */
    public static final class Vault implements CredentialsProvider {

        @Override
        public Credentials credentials() {
            return Credentials.NONE;
        }
    }

    @Test
    void propertiesByConnection_openedAndClosedByManyThreads_worksForEach() {
        List<Object> outcomes = Crowd.run(8, () -> {
            for (int i = 0; i < 20; i++) {
                try (CachingProvider own = new JambryCachingProvider()) {
                    assertWorks(manager(own, URI.create("jambry:crowd"), Jambry.propertiesByConnection(id, server())));
                }
            }
            return "done";
        });

        assertThat(outcomes).hasSize(8).allMatch("done"::equals);
        awaitNoConnection();
        Jambry last = manager(provider, URI.create("jambry:crowd"), Jambry.propertiesByConnection(id, server()));
        last.destroy();
    }

    @Test
    void propertiesByConnection_uriThatNamesAServer_isANameOnly() {
        Jambry manager = manager(provider, NOBODY, Jambry.propertiesByConnection(id, server()));

        assertThat(manager.getURI()).isEqualTo(NOBODY);
        assertThat(manager.connection()).isEqualTo(server());
        assertWorks(manager);
        manager.destroy();
    }

    /** Another manager, a file, a connection of a name, the URI, the default: each is taken where there is none before it. */
    @Test
    void order_eachWay_goesBeforeThoseBehindIt(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("shop.properties"), "url = redis://127.0.0.1:2\n");
        Jambry first = manager(provider, URI.create("jambry:first"), server().toProperties());
        ConnectionSettings named =
                ConnectionSettings.builder().url("redis://127.0.0.1:3").build();
        Properties byFile = Jambry.propertiesByConfig(file.toString());
        Properties byName = Jambry.propertiesByConnection(id, named);
        Properties byManager = Jambry.propertiesByManager(first);
        byManager.putAll(byFile);

        assertThat(manager(provider, NOBODY, byManager).connection()).isEqualTo(first.connection());
        assertThat(manager(another, NOBODY, byFile).connection().url()).hasPort(2);
        assertThat(manager(provider, URI.create("redis://127.0.0.1:1/1"), byName)
                        .connection()
                        .url())
                .hasPort(3);
        assertThat(manager(provider, URI.create("redis://127.0.0.1:1/2"), new Properties())
                        .connection()
                        .url())
                .hasPort(1);
        assertThat(manager(provider, null, new Properties()).connection().url())
                .isEqualTo(URI.create("redis://localhost:6379"));
    }

    @Test
    void connectionName_ofAFile_isThatOfTheFilesServer(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("shop.properties"), "url = redis://127.0.0.1:2\nconnection-name = " + id + "\n");

        Jambry one = manager(provider, NOBODY, Jambry.propertiesByConfig(file.toString()));
        Jambry two = manager(another, URI.create("jambry:two"), Jambry.propertiesByConfig(file.toString()));

        assertThat(link(one)).isSameAs(link(two));
        assertThat(one.connection().url()).hasPort(2);
        assertRefused(Jambry.propertiesByConnection(
                        id,
                        ConnectionSettings.builder().url("redis://127.0.0.1:3").build()))
                .hasMessageContaining("the connection '" + id + "' is open in this JVM with other settings (url:");
    }

    // ---- by a URI

    @Test
    void propertiesByUrl_userInfo_isTaken() {
        ConnectionSettings server = server();
        Jambry manager = manager(
                provider,
                URI.create("jambry:first"),
                Jambry.propertiesByUrl(
                        "redis://:" + server.password().orElseThrow() + "@" + server.host() + ":" + server.port()));

        assertWorks(manager);
        manager.destroy();
    }

    @Test
    void managerUri_thatIsAName_tellsManagersApart() {
        Jambry one = manager(provider, URI.create("jambry:one"), server().toProperties());
        Jambry two = manager(provider, URI.create("jambry:two"), server().toProperties());

        assertThat(one).isNotSameAs(two);
        assertThat(one.getURI()).hasToString("jambry:one");
        assertThat(manager(provider, URI.create("jambry:one"), new Properties()))
                .isSameAs(one);
        assertThatThrownBy(() -> manager(provider, URI.create("jambry:one?timeout=1s"), new Properties()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "a manager URI that begins with jambry: is a name and takes no user info and no options; give"
                                + " them in Properties, or name a server");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Properties properties) {
        return assertThatThrownBy(() -> provider.getCacheManager(URI.create("jambry:refused"), null, properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("geheim");
    }
}
