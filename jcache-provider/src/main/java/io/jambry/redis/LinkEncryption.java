// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of a link that encrypts. What is in the key stores is read once, so that connections can resume sessions,
 * and again when a file has changed: certificates are renewed while programs run. Thread-safe.
 */
final class LinkEncryption {

    private static final System.Logger LOG = System.getLogger(LinkEncryption.class.getName());

    /** What was made of files that looked like this. */
    private record Made(SSLSocketFactory sockets, List<FileTime> files) {}

    private final LinkTls tls;
    private volatile Made made;

    private LinkEncryption(LinkTls tls) {
        this.tls = tls;
        // before reading: what changes meanwhile is read once more
        List<FileTime> files = files(tls);
        this.made = new Made(read(tls), files);
    }

    /** The encryption; null for none. */
    static @Nullable LinkEncryption of(@Nullable LinkTls tls) {
        return tls == null ? null : new LinkEncryption(tls);
    }

    /** Makes encrypted sockets by what the files say now; as before while they cannot be read. */
    SSLSocketFactory sockets() {
        Made last = made;
        List<FileTime> files = files(tls);
        if (files.equals(last.files())) {
            return last.sockets();
        }
        Made next;
        try {
            next = new Made(read(tls), files);
            LOG.log(Level.INFO, "the certificates of {0} have changed and apply to new connections", tls);
        } catch (ConfigurationException e) {
            next = new Made(last.sockets(), files);
            LOG.log(Level.WARNING, "the certificates of before stay in use: " + e.getMessage(), e);
        }
        made = next;
        return next.sockets();
    }

    private static List<FileTime> files(LinkTls tls) {
        return Stream.of(tls.truststore(), tls.keystore())
                .filter(Objects::nonNull)
                .map(LinkEncryption::changed)
                .toList();
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static SSLSocketFactory read(LinkTls tls) {
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
