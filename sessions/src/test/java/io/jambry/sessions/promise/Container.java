// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

/** A servlet container with the {@link Shop} in it, listening on the loopback interface. */
public interface Container extends AutoCloseable {

    /** The maximum inactive time of its sessions. */
    int MAX_INACTIVE_SECONDS = 1800;

    int port();

    @Override
    void close();
}
