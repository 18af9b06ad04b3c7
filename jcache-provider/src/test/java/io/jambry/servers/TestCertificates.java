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
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

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

    private final Path directory;
    private final Authority authority;
    private final Authority otherAuthority;
    private final Identity server;
    private final Identity wrongHost;
    private final Identity client;

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
        authority = makeAuthority("authority");
        otherAuthority = makeAuthority("other-authority");
        server = issue("server", "SAN=dns:localhost,ip:127.0.0.1");
        wrongHost = issue("wrong-host", "SAN=dns:elsewhere.invalid");
        client = issue("client", "EKU=clientAuth");
    }

    /**
     * Makes them all, which takes some seconds.
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
        return authority.certificate();
    }

    /** PKCS12 that trusts it. */
    public Path trustStore() {
        return authority.trustStore();
    }

    /** PEM of an authority that signed nothing here. */
    public Path otherAuthority() {
        return otherAuthority.certificate();
    }

    /** PKCS12 that trusts only that one. */
    public Path otherTrustStore() {
        return otherAuthority.trustStore();
    }

    /** For {@code localhost} and {@code 127.0.0.1}. */
    public Identity server() {
        return server;
    }

    /** Signed by the right authority for another host. */
    public Identity wrongHost() {
        return wrongHost;
    }

    /** For clients alone. */
    public Identity client() {
        return client;
    }

    /**
     * One more certificate of the same authority.
     *
     * @param name what the files and the subject are called
     * @param extension as keytool's {@code -ext} wants it, such as {@code SAN=dns:localhost}
     * @return the certificate
     */
    public Identity issue(String name, String extension) {
        return issue(authority, name, extension);
    }

    /** One more certificate, signed by the other authority. */
    public Identity issueByOther(String name, String extension) {
        return issue(otherAuthority, name, extension);
    }

    /** How our own connections show and ask for certificates; the host does not matter to them. */
    SslOptions clientOptions() {
        return SslOptions.builder()
                .trustStoreType(PKCS12)
                .truststore(trustStore().toFile(), PASSWORD.toCharArray())
                .keyStoreType(PKCS12)
                .keystore(client.store().toFile(), PASSWORD.toCharArray())
                .sslVerifyMode(SslVerifyMode.CA)
                .build();
    }

    private Authority makeAuthority(String name) throws IOException, GeneralSecurityException {
        Path store = directory.resolve(name + "-key.p12");
        keytool(store, name, List.of("-ext", "BC:critical=ca:true", "-ext", "KU:critical=keyCertSign,cRLSign"));
        Certificate certificate = load(store).getCertificate(ENTRY);
        Path pem = writePem(name + ".pem", "CERTIFICATE", certificate.getEncoded());
        Path trustStore = directory.resolve(name + ".p12");
        KeyStore trust = KeyStore.getInstance(PKCS12);
        trust.load(null, null);
        trust.setCertificateEntry(ENTRY, certificate);
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return new Authority(pem, trustStore, store);
    }

    /** The signer must stand in the same store, so each store begins as a copy of the authority's and loses it again. */
    private Identity issue(Authority signer, String name, String extension) {
        try {
            Path path = directory.resolve(name + ".p12");
            KeyStore copy = load(signer.store());
            KeyStore.ProtectionParameter password = new KeyStore.PasswordProtection(PASSWORD.toCharArray());
            copy.setEntry("signer", copy.getEntry(ENTRY, password), password);
            copy.deleteEntry(ENTRY);
            save(copy, path);
            keytool(path, name, List.of("-signer", "signer", "-ext", extension));
            KeyStore store = load(path);
            store.deleteEntry("signer");
            save(store, path);
            return new Identity(
                    writePem(name + ".pem", "CERTIFICATE", store.getCertificate(ENTRY).getEncoded()),
                    writePem(
                            name + ".key",
                            "PRIVATE KEY",
                            store.getKey(ENTRY, PASSWORD.toCharArray()).getEncoded()),
                    path);
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate '" + name + "' cannot be made", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate '" + name + "' cannot be made", e);
        }
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
}
