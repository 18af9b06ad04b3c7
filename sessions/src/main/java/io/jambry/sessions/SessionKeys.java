// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/**
 * The names of structures: {@code session/<application>/<digest>} for each session, and the parts of its indexes. Immutable.
 *
 * @param application whose sessions they are
 */
record SessionKeys(String application) {

    /** So that no single slot of a cluster has all sessions in its index. */
    static final int SHARDS = 16;

    String session(SessionId id) {
        return "session/" + application + "/" + id.digest();
    }

    String due(int shard) {
        return "session-due/" + application + "/" + shard;
    }

    String due(SessionId id) {
        return due(id.shard(SHARDS));
    }

    String user(String principal) {
        return "session-user/" + application + "/" + SessionId.digest(principal);
    }
}
