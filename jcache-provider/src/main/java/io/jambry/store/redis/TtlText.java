// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.params.SetParams;

/** A time to live as commands and scripts want it. */
final class TtlText {

    /** Before milliseconds. */
    static final byte[] PX = {'P', 'X'};

    /** The time to live stays. */
    static final byte[] KEEPTTL = {'K', 'E', 'E', 'P', 'T', 'T', 'L'};

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

    /** For SET; not ZERO. */
    static SetParams options(Ttl ttl) {
        SetParams options = new SetParams();
        if (ttl.isKeep()) {
            return options.keepTtl();
        }
        return ttl.isEternal() ? options : options.px(ttl.millis());
    }
}
