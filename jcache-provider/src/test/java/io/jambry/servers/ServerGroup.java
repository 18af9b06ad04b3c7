// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Servers that begin and end together; those that already run are ended when a further one does not start. */
final class ServerGroup implements AutoCloseable {

    private final List<ServerProcess> members = new CopyOnWriteArrayList<>();

    ServerProcess add(ServerProcess process) {
        members.add(process);
        return process;
    }

    @Override
    public void close() {
        members.forEach(ServerProcess::close);
        members.clear();
    }
}
