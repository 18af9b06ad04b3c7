// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.List;

/**
 * A namespace on a server: the register of its caches, and their stores. Managers that open the same namespace on the same
 * server share both.
 *
 * <p>Thread-safe.
 */
public interface Namespace extends AutoCloseable {

    /**
     * The register of the caches in this namespace.
     *
     * @return the register
     */
    Registry registry();

    /**
     * The store of a cache. Opening it creates nothing on the server.
     *
     * @param cacheName the name of the cache, any text
     * @return a store, to be closed by the caller
     */
    Store store(String cacheName);

    /**
     * How the servers behind this namespace are doing.
     *
     * @return a snapshot of those known at the moment; none unless overridden
     */
    default List<NodeStatus> nodes() {
        return List.of();
    }

    /** Gives up membership and connections; what is stored stays. */
    @Override
    void close();
}
