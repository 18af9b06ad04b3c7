// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.InputStream;
import redis.clients.jedis.util.RedisInputStream;

/** Replies as they come, of which the commonest, {@code OK}, is the same array each time. Confined to one thread at a time. */
final class ReplyInput extends RedisInputStream {

    private static final byte[] OK = {'O', 'K'};

    ReplyInput(InputStream in, int size) {
        super(in, size);
    }

    /** The rest of a line. */
    @Override
    public byte[] readLineBytes() {
        boolean ok = limit - count >= 4
                && buf[count] == 'O'
                && buf[count + 1] == 'K'
                && buf[count + 2] == '\r'
                && buf[count + 3] == '\n';
        if (ok) {
            count += 4;
            return OK;
        }
        return super.readLineBytes();
    }
}
