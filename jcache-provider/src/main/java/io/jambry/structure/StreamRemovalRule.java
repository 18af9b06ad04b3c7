// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import redis.clients.jedis.args.StreamDeletionPolicy;

/** What removing an entry of a stream means for the groups that have it pending. */
public enum StreamRemovalRule {
    /** It stays pending there, without its content: {@code KEEPREF}. */
    KEEP_PENDING(StreamDeletionPolicy.KEEP_REFERENCES),
    /** It is pending nowhere any more: {@code DELREF}. */
    END_PENDING(StreamDeletionPolicy.DELETE_REFERENCES),
    /** It is removed only if all groups have read and acknowledged it: {@code ACKED}. */
    IF_ACKNOWLEDGED(StreamDeletionPolicy.ACKNOWLEDGED);

    private final StreamDeletionPolicy option;

    StreamRemovalRule(StreamDeletionPolicy option) {
        this.option = option;
    }

    StreamDeletionPolicy option() {
        return option;
    }
}
