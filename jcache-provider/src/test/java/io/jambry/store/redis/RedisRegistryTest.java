// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Namespace;
import io.jambry.spi.RegistryContract;
import java.time.Duration;
import java.util.UUID;

class RedisRegistryTest extends RegistryContract {

    @Override
    protected Namespace join(Duration lease) {
        return RedisNamespace.open(
                RedisLink.open(TestServer.settings().withPoolSize(1)),
                "registry:contract",
                UUID.randomUUID().toString(),
                lease);
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }
}
