// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the wire knows of a script: its text, what the server calls it, and what may be done with a call of it. Immutable. */
final class ServerScript {

    private final String label;
    private final int keys;
    private final byte[] keyCount;
    private final byte[] text;
    private final byte[] digest;
    private final Traits traits;

    /**
     * What may be done with a call.
     *
     * @param mayRunTwice whether it does no harm to send it again
     * @param leavesNothing whether it is all the same to everybody whether it ran
     * @param changesEntries whether replicas have to have seen it, where a caller asks for that
     * @param hasAnotherWay whether its caller knows another way while its keys are on two nodes
     */
    record Traits(boolean mayRunTwice, boolean leavesNothing, boolean changesEntries, boolean hasAnotherWay) {}

    /** The text is not copied. */
    ServerScript(String label, int keys, byte[] text, Traits traits) {
        this.label = label;
        this.keys = keys;
        this.keyCount = Integer.toString(keys).getBytes(StandardCharsets.US_ASCII);
        this.text = text;
        this.digest = sha1(text).getBytes(StandardCharsets.US_ASCII);
        this.traits = traits;
    }

    /** Names it in messages. */
    String label() {
        return label;
    }

    /** How many keys a call has. */
    int keys() {
        return keys;
    }

    /** The same as the server reads it; not to be changed. */
    byte[] keyCount() {
        return keyCount;
    }

    /** What the server is taught; not to be changed. */
    byte[] text() {
        return text;
    }

    /** What the server calls it; not to be changed. */
    byte[] digest() {
        return digest;
    }

    Traits traits() {
        return traits;
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-1", e);
        }
    }
}
