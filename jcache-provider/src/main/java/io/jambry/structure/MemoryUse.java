// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the memory of a server is used for, in bytes.
 *
 * @param total all that is in use
 * @param peak the most that was ever in use
 * @param dataset what keys and values take
 * @param overhead what it takes to hold them, clients and replication included
 * @param keys how many keys there are
 * @param bytesPerKey on average
 * @param fragmentation how many times as much the operating system has given
 */
public record MemoryUse(
        long total, long peak, long dataset, long overhead, long keys, long bytesPerKey, double fragmentation) {

    static MemoryUse of(@Nullable Object reply) {
        Map<String, @Nullable Object> fields = RawReply.fields(reply);
        return new MemoryUse(
                RawReply.number(fields.get("total.allocated")),
                RawReply.number(fields.get("peak.allocated")),
                RawReply.number(fields.get("dataset.bytes")),
                RawReply.number(fields.get("overhead.total")),
                RawReply.number(fields.get("keys.count")),
                RawReply.number(fields.get("keys.bytes-per-key")),
                RawReply.decimal(fields.get("fragmentation")));
    }
}
