// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself in the answer to {@code HELLO}.
 *
 * @param flavour {@code redis} or {@code valkey}; empty if it did not say
 * @param version its version; empty if it did not say
 * @param mode {@code standalone}, {@code cluster} or {@code sentinel}; empty if it did not say
 */
record ServerIdentity(String flavour, String version, String mode) {

    private static final int OLDEST_REDIS = 602;
    private static final int OLDEST_VALKEY = 702;
    private static final int HUNDRED = 100;

    static ServerIdentity of(@Nullable Object hello) {
        return new ServerIdentity(
                text(Handshake.field(hello, "server")),
                text(Handshake.field(hello, "version")),
                text(Handshake.field(hello, "mode")));
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT) : "";
    }

    boolean isCluster() {
        return mode.equals("cluster");
    }

    boolean isSentinel() {
        return mode.equals("sentinel");
    }

    /** Tells whether it is older than what we need; a server that does not tell its version is believed to be recent. */
    boolean isTooOld() {
        int number = number();
        return number > 0 && number < (isValkey() ? OLDEST_VALKEY : OLDEST_REDIS);
    }

    boolean isValkey() {
        return flavour.equals("valkey");
    }

    /** The version as a number: 9.1.2 is 901; 0 if it did not say. */
    int number() {
        String[] parts = version.split("\\D+", 3);
        return parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()
                ? 0
                : Integer.parseInt(parts[0]) * HUNDRED + Integer.parseInt(parts[1]);
    }

    /** As in messages. */
    @Override
    public String toString() {
        return (flavour.isEmpty() ? "a server" : flavour) + (version.isEmpty() ? "" : " " + version);
    }
}
