// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import redis.clients.jedis.args.ListDirection;

/** One of the two ends of a list. */
public enum End {
    /** Where the first element is: {@code LEFT}. */
    FIRST(ListDirection.LEFT),
    /** Where the last element is: {@code RIGHT}. */
    LAST(ListDirection.RIGHT);

    private final ListDirection direction;

    End(ListDirection direction) {
        this.direction = direction;
    }

    ListDirection direction() {
        return direction;
    }
}
