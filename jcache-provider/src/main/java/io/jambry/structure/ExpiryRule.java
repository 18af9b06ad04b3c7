// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import redis.clients.jedis.args.ExpiryOption;

/** Under which condition an end is set. */
public enum ExpiryRule {
    /** Only where there is no end yet: {@code NX}. */
    IF_NONE(ExpiryOption.NX),
    /** Only where there is an end: {@code XX}. */
    IF_ANY(ExpiryOption.XX),
    /** Only where it is later than the end that is there; what has no end lasts longer than anything: {@code GT}. */
    IF_LATER(ExpiryOption.GT),
    /** Only where it is earlier than the end that is there, or there is none: {@code LT}. */
    IF_EARLIER(ExpiryOption.LT);

    private final ExpiryOption option;

    ExpiryRule(ExpiryOption option) {
        this.option = option;
    }

    ExpiryOption option() {
        return option;
    }
}
