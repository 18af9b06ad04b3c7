// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Get;
import java.util.List;

/** Which requests may change an entry, so that somebody may have to be told. */
final class Changes {

    private Changes() {}

    /** Tells whether the request may change an entry, or when it ends; claims are no changes, commits are. */
    static boolean isChange(StoreRequest request) {
        return switch (request.verb()) {
            case PUT, REMOVE, TOUCH, REWRITE, ADD -> true;
            case GET -> !((Get) request).touch().isKeep();
            case EXISTS, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> false;
        };
    }

    /** Tells whether it changes no more than when an entry ends, by reading it. */
    static boolean isTouchingRead(StoreRequest request) {
        return request instanceof Get get
                && !get.touch().isKeep()
                && !get.touch().isZero();
    }

    /** Tells whether one of them may. */
    static boolean hasChange(List<StoreRequest> requests) {
        for (StoreRequest request : requests) {
            if (isChange(request)) {
                return true;
            }
        }
        return false;
    }
}
