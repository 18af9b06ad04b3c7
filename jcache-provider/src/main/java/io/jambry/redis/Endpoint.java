// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

/**
 * Where a server listens.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 */
public record Endpoint(String host, int port) {

    /** Refuses ports that are none. */
    public Endpoint {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; it must be from 1 to 65535");
        }
    }

    /** As in messages and URLs: an IPv6 address stands in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
