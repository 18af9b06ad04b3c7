// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.servers.TestCertificates.Identity;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestCertificatesTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    @Test
    void identities_eachPurpose_areSignedByTheAuthorityTheyName() throws Exception {
        X509Certificate authority = read(CERTIFICATES.authority());
        X509Certificate other = read(CERTIFICATES.otherAuthority());
        Identity stranger = CERTIFICATES.issueByOther("stranger", "SAN=dns:localhost");
        for (Identity ours : List.of(CERTIFICATES.server(), CERTIFICATES.wrongHost(), CERTIFICATES.client())) {
            X509Certificate certificate = read(ours.certificate());
            certificate.verify(authority.getPublicKey());
            assertThatThrownBy(() -> certificate.verify(other.getPublicKey())).isInstanceOf(SignatureException.class);
        }
        read(stranger.certificate()).verify(other.getPublicKey());
        assertThat(read(CERTIFICATES.server().certificate())
                        .getSubjectAlternativeNames()
                        .toString())
                .contains("localhost", "127.0.0.1");
        assertThat(read(CERTIFICATES.wrongHost().certificate())
                        .getSubjectAlternativeNames()
                        .toString())
                .doesNotContain("localhost");
    }

    @Test
    void stores_ofJava_holdWhatTheyAreFor() throws Exception {
        KeyStore client = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(CERTIFICATES.client().store())) {
            client.load(in, TestCertificates.PASSWORD.toCharArray());
        }
        String only = Collections.list(client.aliases()).get(0);
        assertThat(client.size()).isEqualTo(1);
        assertThat(client.isKeyEntry(only)).isTrue();
        assertThat(client.getCertificateChain(only)).hasSizeGreaterThanOrEqualTo(1);

        KeyStore trust = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(CERTIFICATES.trustStore())) {
            trust.load(in, TestCertificates.PASSWORD.toCharArray());
        }
        assertThat(trust.size()).isEqualTo(1);
        assertThat(trust.isCertificateEntry(Collections.list(trust.aliases()).get(0)))
                .isTrue();
    }

    @Test
    void server_thatDemandsClientCertificates_acceptsOurs() {
        ServerAccess access = ServerAccess.OPEN.withTls(CERTIFICATES);
        try (ServerProcess server =
                ServerProcess.start(ServerBinary.embedded(), access, List.of("tls-auth-clients yes"))) {
            assertThat(server.text("PING")).isEqualTo("PONG");
        }
    }

    private static X509Certificate read(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
