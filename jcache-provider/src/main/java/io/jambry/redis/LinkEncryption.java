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
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
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
            context.init(certificate(tls), trust(tls), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("this JVM has no TLS; check its security providers", e);
        }
    }

    private static KeyManager @Nullable [] certificate(LinkTls tls) {
        Path path = tls.keystore();
        if (path == null) {
            return null;
        }
        char @Nullable [] password = characters(tls.keystorePassword());
        try {
            KeyStore store = load(path, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            if (!hasKey(store)) {
                throw new ConfigurationException("the key store " + path + " holds no key that can be read; put the"
                        + " certificate of this client and its key into 'tls-keystore', and check"
                        + " 'tls-keystore-password'");
            }
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    "the key store " + path + " cannot be read; check 'tls-keystore' and 'tls-keystore-password'", e);
        }
    }

    private static boolean hasKey(KeyStore store) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }

    private static TrustManager @Nullable [] trust(LinkTls tls) {
        if (tls.verify() == LinkTls.Verify.NONE) {
            return new TrustManager[] {new Gullible()};
        }
        Path path = tls.truststore();
        if (path == null) {
            return null;
        }
        try {
            KeyStore store = load(path, characters(tls.truststorePassword()));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    "the trust store " + path + " cannot be read; check 'tls-truststore' and 'tls-truststore-password'",
                    e);
        }
    }

    private static KeyStore load(Path path, char @Nullable [] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, password);
        }
        return store;
    }

    private static char @Nullable [] characters(@Nullable String password) {
        return password == null ? null : password.toCharArray();
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
