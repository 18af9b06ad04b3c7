// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.NotExecutedException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
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
import java.util.Base64;
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
    private static Path trusted;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        trusted = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        trusted.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(trusted)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Path certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
        Path key = pem(
                "PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        trusted = trustStore(store);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = EmbeddedServer.start(EmbeddedSettings.DEFAULT.withDirectives(
                "tls-port " + port,
                "tls-cert-file " + certificate,
                "tls-key-file " + key,
                "tls-ca-cert-file " + certificate,
                "tls-auth-clients no"));
    }

    private static Path pem(String kind, byte[] content) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
        return Files.writeString(directory.resolve(kind.replace(' ', '-') + ".pem"), text);
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
    }

    private static RedisLink open(String host, LinkTls tls) {
        // the first handshake of a JVM loads half of its cryptography
        Duration patience = Duration.ofSeconds(10);
        return RedisLink.open(new LinkSettings(
                host, port, null, server.password(), 0, tls, null, patience, patience, /* poolSize= */ 8));
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
            assertThatThrownBy(() -> link.call(link.commands().ping()))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("PING on 127.0.0.1:" + port + " was not sent: no connection after ")
                    .hasMessageContaining("No subject alternative names");
        }
        try (RedisLink link = open("127.0.0.1", new LinkTls(Verify.CA, trusted, PASSWORD))) {
            assertThat(link.call(link.commands().ping())).isEqualTo("PONG");
        }
    }

    @Test
    void call_unknownCertificate_isRefusedUnlessNothingIsChecked() {
        try (RedisLink link = open("localhost", LinkTls.DEFAULT)) {
            assertThatThrownBy(() -> link.call(link.commands().ping()))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("unable to find valid certification path")
                    .hasMessageContaining(
                            "check that the server expects TLS at this port, 'tls-truststore', and the name");
        }
        try (RedisLink link = open("localhost", new LinkTls(Verify.NONE, null, null))) {
            assertThat(link.call(link.commands().ping())).isEqualTo("PONG");
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
}
