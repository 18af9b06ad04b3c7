// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions as they were last seen, the least recently used of too many dropped. Whoever uses one asks the server whether it is current. Thread-safe. */
final class LocalCopies {

    private final int most;
    private final Map<String, SessionSnapshot> copies;

    LocalCopies(int most) {
        this.most = most;
        this.copies = new RecentlyUsed<>(most);
    }

    synchronized @Nullable SessionSnapshot get(SessionId id) {
        return copies.get(id.digest());
    }

    synchronized void put(SessionId id, SessionSnapshot snapshot) {
        if (most > 0) {
            copies.put(id.digest(), snapshot);
        }
    }

    synchronized void remove(SessionId id) {
        copies.remove(id.digest());
    }
}
