// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for tests, made by the JDK's {@code keytool}: an authority, what it signed, and another authority.
 *
 * <p>PEM files are for servers, PKCS12 stores for Java; the password of all stores is {@link #PASSWORD}.
 */
public final class TestCertificates {

    /** Of every store. */
    public static final String PASSWORD = "changeit";

    private static final String PKCS12 = "PKCS12";
    private static final String ENTRY = "entry";
    private static final String SIGNER = "signer";

    private static final String RIGHT = "authority";
    private static final String OTHER = "other-authority";

    private final Path directory;
    private final ConcurrentMap<String, Authority> authorities = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Identity> identities = new ConcurrentHashMap<>();
    private final SSLContext context;

    /**
     * A certificate with its private key.
     *
     * @param certificate PEM
     * @param key PEM
     * @param store PKCS12 with both
     */
    public record Identity(Path certificate, Path key, Path store) {}

    /**
     * Who signs.
     *
     * @param certificate PEM
     * @param trustStore PKCS12 with the certificate alone
     * @param store PKCS12 with the private key
     */
    private record Authority(Path certificate, Path trustStore, Path store) {}

    private TestCertificates(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        context = makeContext();
    }

    /** Those that all tests of this JVM share; gone with it. */
    public static TestCertificates shared() {
        return Shared.CERTIFICATES;
    }

    /**
     * Makes an authority and a server's certificate, which takes a second or two; the others come when asked for.
     *
     * @param directory where; to be removed by the caller
     * @return the certificates
     */
    public static TestCertificates create(Path directory) {
        try {
            return new TestCertificates(Files.createDirectories(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("certificates cannot be made in " + directory, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificates cannot be made in " + directory, e);
        }
    }

    /** PEM of the authority that signed everything. */
    public Path authority() {
        return authority(RIGHT).certificate();
    }

    /** PKCS12 that trusts it. */
    public Path trustStore() {
        return authority(RIGHT).trustStore();
    }

    /** PEM of an authority that signed nothing here. */
    public Path otherAuthority() {
        return authority(OTHER).certificate();
    }

    /** PKCS12 that trusts only that one. */
    public Path otherTrustStore() {
        return authority(OTHER).trustStore();
    }

    /** For {@code localhost} and {@code 127.0.0.1}. */
    public Identity server() {
        return issue("server", "SAN=dns:localhost,ip:127.0.0.1");
    }

    /** Signed by the right authority for another host. */
    public Identity wrongHost() {
        return issue("wrong-host", "SAN=dns:elsewhere.invalid");
    }

    /** For clients alone. */
    public Identity client() {
        return issue("client", "EKU=clientAuth");
    }

    /**
     * A certificate of the same authority, made once.
     *
     * @param name what the files and the subject are called
     * @param extension as keytool's {@code -ext} wants it, such as {@code SAN=dns:localhost}
     * @return the certificate
     */
    public Identity issue(String name, String extension) {
        return identities.computeIfAbsent(name, absent -> make(authority(RIGHT), name, extension));
    }

    /** A certificate signed by the other authority, made once. */
    public Identity issueByOther(String name, String extension) {
        return identities.computeIfAbsent(name, absent -> make(authority(OTHER), name, extension));
    }

    /** What our own connections trust and show. */
    SSLContext context() {
        return context;
    }

    private SSLContext makeContext() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(trustStore()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(server().store()), PASSWORD.toCharArray());
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return made;
    }

    private Authority authority(String name) {
        return authorities.computeIfAbsent(name, this::makeAuthority);
    }

    private Authority makeAuthority(String name) {
        return Making.of(name, () -> {
            Path store = directory.resolve(name + "-key.p12");
            keytool(store, name, List.of("-ext", "BC:critical=ca:true", "-ext", "KU:critical=keyCertSign,cRLSign"));
            Certificate certificate = load(store).getCertificate(ENTRY);
            KeyStore trust = KeyStore.getInstance(PKCS12);
            trust.load(null, null);
            trust.setCertificateEntry(ENTRY, certificate);
            Path trustStore = directory.resolve(name + ".p12");
            save(trust, trustStore);
            return new Authority(writePem(name + ".pem", "CERTIFICATE", certificate.getEncoded()), trustStore, store);
        });
    }

    /** The signer must stand in the same store, so each store begins as a copy of the authority's. */
    private Identity make(Authority signer, String name, String extension) {
        return Making.of(name, () -> {
            Path path = directory.resolve(name + ".p12");
            KeyStore copy = load(signer.store());
            KeyStore.ProtectionParameter password = new KeyStore.PasswordProtection(PASSWORD.toCharArray());
            copy.setEntry(SIGNER, copy.getEntry(ENTRY, password), password);
            copy.deleteEntry(ENTRY);
            save(copy, path);
            keytool(path, name, List.of("-signer", SIGNER, "-ext", extension));
            KeyStore store = load(path);
            store.deleteEntry(SIGNER);
            save(store, path);
            byte[] key = store.getKey(ENTRY, PASSWORD.toCharArray()).getEncoded();
            byte[] certificate = store.getCertificate(ENTRY).getEncoded();
            return new Identity(
                    writePem(name + ".pem", "CERTIFICATE", certificate),
                    writePem(name + ".key", "PRIVATE KEY", key),
                    path);
        });
    }

    private void keytool(Path store, String name, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                ENTRY,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                PKCS12,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(more);
        Path log = directory.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making '" + name + "'", e);
        }
    }

    private Path writePem(String file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static KeyStore load(Path path) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(PKCS12);
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void save(KeyStore store, Path path) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(path)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    /** A step that reads and writes files and knows its algorithms. */
    @FunctionalInterface
    private interface Making<T> {

        T run() throws IOException, GeneralSecurityException;

        static <T> T of(String name, Making<T> making) {
            try {
                return making.run();
            } catch (IOException e) {
                throw new UncheckedIOException("the certificate '" + name + "' cannot be made", e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the certificate '" + name + "' cannot be made", e);
            }
        }
    }

    /** Made when first asked for. */
    private static final class Shared {

        static final TestCertificates CERTIFICATES = create(directory());

        private Shared() {}

        private static Path directory() {
            try {
                Path directory = Files.createTempDirectory("jambry-test-certificates-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path directory) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
