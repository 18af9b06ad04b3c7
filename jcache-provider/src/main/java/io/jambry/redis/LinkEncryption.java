// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the sockets of a link that encrypts; read once per link, so that connections can resume sessions. */
final class LinkEncryption {

    private LinkEncryption() {}

    static @Nullable SSLSocketFactory of(@Nullable LinkTls tls) {
        if (tls == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(tls), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    "the trust store " + tls.truststore()
                            + " cannot be read; check 'tls-truststore' and 'tls-truststore-password'",
                    e);
        }
    }

    private static TrustManager @Nullable [] trust(LinkTls tls) throws GeneralSecurityException, IOException {
        if (tls.verify() == LinkTls.Verify.NONE) {
            return new TrustManager[] {new Gullible()};
        }
        Path path = tls.truststore();
        if (path == null) {
            return null;
        }
        String password = tls.truststorePassword();
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, password == null ? null : password.toCharArray());
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Believes everybody, because 'tls-verify' says none. */
    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // by request
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // by request
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
