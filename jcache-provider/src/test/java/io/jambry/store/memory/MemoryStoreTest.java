// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryStoreTest extends StoreContract {

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final MemoryNamespace namespace = new MemoryNamespace(now::get);

    @Override
    protected Store open(String name) {
        return namespace.store(name);
    }

    @Override
    protected void advance(Duration duration) {
        now.addAndGet(duration.toMillis());
    }
}
