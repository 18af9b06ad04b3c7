// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;

/** A time to live as commands and scripts want it. */
final class TtlText {

    /** Before milliseconds. */
    static final byte[] PX = {'P', 'X'};

    /** The time to live stays. */
    static final byte[] KEEPTTL = {'K', 'E', 'E', 'P', 'T', 'T', 'L'};

    private static final byte[][] NONE = {};
    private static final byte[][] KEPT = {KEEPTTL};
    private static final byte[] KEEP = {'-', '1'};
    private static final byte[] ETERNAL = {'0'};
    private static final byte[] ZERO = {'-', '2'};

    private TtlText() {}

    /** For scripts: milliseconds, -1 keeps, 0 for ever, -2 expires at once. */
    static byte[] of(Ttl ttl) {
        if (ttl.isKeep()) {
            return KEEP;
        }
        if (ttl.isEternal()) {
            return ETERNAL;
        }
        return ttl.isZero() ? ZERO : Long.toString(ttl.millis()).getBytes(StandardCharsets.US_ASCII);
    }

    /** The words of SET for it; it is not zero. */
    static byte[][] words(Ttl ttl) {
        if (ttl.isKeep()) {
            return KEPT;
        }
        return ttl.isEternal() ? NONE : new byte[][] {PX, of(ttl)};
    }
}
