// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import redis.clients.jedis.params.HSetExParams;

/** Under which condition entries are written, all of them or none. */
public enum PutRule {
    /** In any case. */
    ALWAYS,
    /** Only if none of the keys is there: {@code FNX}. */
    IF_ALL_ABSENT,
    /** Only if all keys are there: {@code FXX}. */
    IF_ALL_PRESENT;

    HSetExParams params() {
        HSetExParams params = new HSetExParams();
        return switch (this) {
            case ALWAYS -> params;
            case IF_ALL_ABSENT -> params.fnx();
            case IF_ALL_PRESENT -> params.fxx();
        };
    }
}
