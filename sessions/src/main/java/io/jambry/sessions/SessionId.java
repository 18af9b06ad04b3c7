// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The id of a session, as far as the server knows it: its SHA-256. Who reads the server's memory cannot take a session over. An id is looked
 * up by its digest and compared with nothing, so the time that this takes tells nothing about ids that exist. Immutable.
 *
 * @param digest base64url of the SHA-256
 */
record SessionId(String digest) {

    static final int LONGEST = 256;

    private static final int SHORTEST = 16;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** Whether a container could have made such an id; for others the server is not asked. */
    static boolean isWellFormed(String id) {
        if (id.length() < SHORTEST || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && ".-_~+/=!".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    static SessionId of(String id) {
        return new SessionId(digest(requireNonNull(id, "id")));
    }

    /** Which of so many parts of an index has it; a power of two, at most 64. */
    int shard(int shards) {
        return ALPHABET.indexOf(digest.charAt(0)) & (shards - 1);
    }

    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
