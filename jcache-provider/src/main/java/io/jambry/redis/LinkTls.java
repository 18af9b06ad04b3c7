// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a link encrypts.
 *
 * @param verify what is checked of the server
 * @param truststore a key store with the certificates to trust; null for those the JVM trusts
 * @param truststorePassword its password, if it has one
 * @param keystore a key store with the certificate and the key that we show; null for none
 * @param keystorePassword the password of the key store and of the key in it, if they have one
 */
public record LinkTls(
        Verify verify,
        @Nullable Path truststore,
        @Nullable String truststorePassword,
        @Nullable Path keystore,
        @Nullable String keystorePassword) {

    /** Checks everything against what the JVM trusts. */
    public static final LinkTls DEFAULT = new LinkTls(Verify.FULL, null, null);

    /**
     * Encryption without a certificate of our own.
     *
     * @param verify what is checked of the server
     * @param truststore a key store with the certificates to trust; null for those the JVM trusts
     * @param truststorePassword its password, if it has one
     */
    public LinkTls(Verify verify, @Nullable Path truststore, @Nullable String truststorePassword) {
        this(verify, truststore, truststorePassword, null, null);
    }

    /** What is checked of the server. */
    public enum Verify {
        /** Its certificate and that it belongs to the host. */
        FULL,
        /** Its certificate. */
        CA,
        /** Nothing: anybody in between can read and write. */
        NONE
    }

    /** Everything but the passwords. */
    @Override
    public String toString() {
        return "LinkTls[verify=" + verify + ", truststore=" + truststore + ", keystore=" + keystore + "]";
    }
}
