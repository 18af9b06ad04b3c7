// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.ConfigurationException;
import io.jambry.NotExecutedException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.faults.Ending;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.LinkTls.Verify;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkEncryptionTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static EmbeddedServer server;
    private static int port;
    private static int strictPort;
    private static EmbeddedServer strictServer;
    private static Path trusted;

    /** The certificate of a client, its key, and the password of both. */
    private static Path client;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore ofServer = keyPair("server");
        KeyStore ofClient = keyPair("client");
        client = directory.resolve("client.p12");
        trusted = trustStore(ofServer);
        port = freePort();
        server = start(ofServer, "tls-port " + port, "tls-auth-clients no");
        strictPort = freePort();
        strictServer = start(
                ofServer,
                "tls-port " + strictPort,
                "tls-auth-clients yes",
                "tls-ca-cert-file "
                        + pem(
                                "client",
                                "CERTIFICATE",
                                ofClient.getCertificate("client").getEncoded()));
        shakeHandsOnce();
    }

    // the first handshake of a JVM loads half of its cryptography; later ones are in time on a busy machine, too
    private static void shakeHandsOnce() {
        LinkTls tls = new LinkTls(Verify.FULL, trusted, PASSWORD);
        try (RedisLink link = open(server, "localhost", port, tls, Duration.ofSeconds(20))) {
            link.call(link.commands().ping());
        }
    }

    private static KeyStore keyPair(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path path = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        path.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static EmbeddedServer start(KeyStore store, String... directives)
            throws IOException, GeneralSecurityException {
        Path certificate =
                pem("server", "CERTIFICATE", store.getCertificate("server").getEncoded());
        Path key = pem(
                "server",
                "PRIVATE KEY",
                store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        List<String> lines = new ArrayList<>(
                List.of("tls-cert-file " + certificate, "tls-key-file " + key, "tls-ca-cert-file " + certificate));
        lines.addAll(List.of(directives));
        return EmbeddedServer.start(EmbeddedSettings.DEFAULT.withDirectives(lines.toArray(String[]::new)));
    }

    private static Path pem(String name, String kind, byte[] content) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
        return Files.writeString(directory.resolve(name + "-" + kind.replace(' ', '-') + ".pem"), text);
    }

    private static Path trustStore(KeyStore server) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", server.getCertificate("server"));
        Path path = directory.resolve("trust.p12");
        try (var out = Files.newOutputStream(path)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return path;
    }

    @AfterAll
    static void stop() {
        server.close();
        strictServer.close();
    }

    private static RedisLink open(String host, LinkTls tls) {
        return open(server, host, port, tls);
    }

    private static RedisLink openStrict(LinkTls tls) {
        return open(strictServer, "localhost", strictPort, tls);
    }

    private static RedisLink open(EmbeddedServer server, String host, int port, LinkTls tls) {
        return open(server, host, port, tls, Duration.ofSeconds(3));
    }

    private static RedisLink open(EmbeddedServer server, String host, int port, LinkTls tls, Duration patience) {
        LinkLimits usual = LinkLimits.DEFAULT;
        return RedisLink.open(LinkSettings.of(host, port)
                .withPassword(server.password())
                .with(new LinkLimits(
                        patience,
                        patience,
                        usual.poolSize(),
                        usual.maxWaiting(),
                        usual.heartbeat(),
                        usual.breakerFailures(),
                        usual.breakerPause()))
                .withTls(tls));
    }

    // a call is repeated until its deadline, and that may cut off the last attempt before it knows the reason
    private static void assertRefused(RedisLink link, String... texts) {
        assertThatThrownBy(() -> link.call(link.commands().ping()))
                .isInstanceOf(NotExecutedException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(texts));
    }

    @Test
    void call_trustedServer_answers() {
        try (RedisLink link = open("localhost", new LinkTls(Verify.FULL, trusted, PASSWORD))) {
            byte[] key = "tls".getBytes(StandardCharsets.US_ASCII);
            byte[] large = new byte[1_000_000];
            link.call(link.commands().set(key, large));
            assertThat(link.call(link.commands().get(key))).isEqualTo(large);
        }
    }

    @Test
    void call_certificateOfAnotherHost_isRefusedUnlessOnlyTheCertificateCounts() {
        try (RedisLink link = open("127.0.0.1", new LinkTls(Verify.FULL, trusted, PASSWORD))) {
            assertRefused(
                    link,
                    "PING on 127.0.0.1:" + port + " was not sent: no connection after ",
                    "No subject alternative names");
        }
        try (RedisLink link = open("127.0.0.1", new LinkTls(Verify.CA, trusted, PASSWORD))) {
            assertThat(link.call(link.commands().ping())).isEqualTo("PONG");
        }
    }

    @Test
    void call_unknownCertificate_isRefusedUnlessNothingIsChecked() {
        try (RedisLink link = open("localhost", LinkTls.DEFAULT)) {
            assertRefused(
                    link,
                    "unable to find valid certification path",
                    "check that the server expects TLS at this port, 'tls-truststore', the name in the server's certificate");
        }
        try (RedisLink link = open("localhost", new LinkTls(Verify.NONE, null, null))) {
            assertThat(link.call(link.commands().ping())).isEqualTo("PONG");
        }
    }

    @Test
    void call_certificateIsRenewed_newConnectionsTrustWhatTheChangedFileHolds() throws Exception {
        Path store = Files.copy(trusted, directory.resolve("changing.p12"));
        int otherPort = freePort();
        Files.delete(directory.resolve("server.p12"));
        KeyStore renewed = keyPair("server");
        try (FaultProxy proxy = FaultProxy.to(port);
                RedisLink link = open(server, "localhost", proxy.port(), new LinkTls(Verify.FULL, store, PASSWORD));
                EmbeddedServer other = start(renewed, "tls-port " + otherPort, "tls-auth-clients no")) {
            link.call(link.commands().ping());
            try (RedisLink admin = RedisLink.open(TestServer.settings(other))) {
                admin.call(admin.commands().configSet("requirepass", server.password()));
            }
            proxy.leadTo(otherPort);
            proxy.end(Ending.RESET);
            assertRefused(link, "was not sent: no connection after ");
            Files.write(store, new byte[10]);
            assertRefused(link, "was not sent: no connection after ");
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("server", renewed.getCertificate("server"));
            try (var out = Files.newOutputStream(store)) {
                trust.store(out, PASSWORD.toCharArray());
            }
            await().untilAsserted(
                            () -> assertThat(link.call(link.commands().ping())).isEqualTo("PONG"));
        }
    }

    @Test
    void call_serverWithoutEncryption_isNotExecutedInTime() {
        LinkSettings settings =
                TestServer.settings(server).withTls(LinkTls.DEFAULT).withTimeout(Duration.ofMillis(500));
        try (RedisLink link = RedisLink.open(settings)) {
            assertThatThrownBy(() -> link.call(link.commands().ping()))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining(
                            "(timed out; limit 500 ms); check that the server is reachable and expects TLS at"
                                    + " this port, or raise 'timeout'");
        }
    }

    @Test
    void open_trustStoreThatIsNone_namesItAndNoSecret() {
        LinkTls tls = new LinkTls(Verify.FULL, Path.of("/no/such/store"), "canary");
        assertThatThrownBy(() -> open("localhost", tls))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the trust store /no/such/store cannot be read; check 'tls-truststore' and "
                        + "'tls-truststore-password'");
    }

    @Test
    void call_serverThatAsksForACertificate_answersWhoShowsIt() {
        try (RedisLink link = openStrict(new LinkTls(Verify.FULL, trusted, PASSWORD, client, PASSWORD))) {
            assertThat(link.call(link.commands().ping())).isEqualTo("PONG");
        }
    }

    @Test
    void call_serverThatAsksForACertificate_isNotExecutedForWhoShowsNone() {
        try (RedisLink link = openStrict(new LinkTls(Verify.FULL, trusted, PASSWORD))) {
            assertThatThrownBy(() -> link.call(link.commands().ping())).isInstanceOf(NotExecutedException.class);
        }
    }

    @Test
    void call_certificateThatNobodyAsksFor_isNoObstacle() {
        try (RedisLink link = open("localhost", new LinkTls(Verify.NONE, null, null, client, PASSWORD))) {
            assertThat(link.call(link.commands().ping())).isEqualTo("PONG");
        }
    }

    @Test
    void open_keyStoreThatCannotBeRead_namesItAndNoSecret() throws IOException {
        Path noStore = Files.writeString(directory.resolve("no-store"), "geheim");
        for (Path path : List.of(Path.of("/no/such/store"), noStore, client)) {
            assertThatThrownBy(() -> openStrict(new LinkTls(Verify.FULL, trusted, PASSWORD, path, "canary")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("the key store " + path + " cannot be read; check 'tls-keystore' and"
                            + " 'tls-keystore-password'")
                    .satisfies(refused -> {
                        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                            assertThat(cause.toString()).doesNotContain("canary");
                        }
                    });
        }
    }

    @Test
    void open_keyStoreWithoutAKey_saysWhatBelongsThere() {
        assertThatThrownBy(() -> openStrict(new LinkTls(Verify.FULL, trusted, PASSWORD, trusted, PASSWORD)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the key store " + trusted + " holds no key that can be read; put the certificate of this"
                        + " client and its key into 'tls-keystore', and check 'tls-keystore-password'");
    }

    @Test
    void open_keyStoreWithoutItsPassword_isRefused() {
        assertThatThrownBy(() -> openStrict(new LinkTls(Verify.FULL, trusted, PASSWORD, client, null)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'tls-keystore-password'");
    }

    @Test
    void toString_passwords_areLeftOut() {
        assertThat(new LinkTls(Verify.FULL, trusted, "canary", client, "canary").toString())
                .contains(trusted.toString(), client.toString())
                .doesNotContain("canary");
    }
}
