// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;

class WriteQueueTest extends WriteQueueContract {

    @Override
    RedisLink link() {
        return RedisLink.open(TestServer.settings());
    }
}
