// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Condition;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;

/** Requests as tests need them. */
final class StoreRequests {

    private StoreRequests() {}

    /** Whatever was there before. */
    static StoreRequest putForEver(String value) {
        return new StoreRequest.Put(
                value.getBytes(StandardCharsets.UTF_8), Ttl.ETERNAL, Ttl.ETERNAL, Condition.NONE, Want.NOTHING);
    }
}
