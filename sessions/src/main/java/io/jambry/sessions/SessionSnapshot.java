// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * A session as it was on the server at one version. Immutable.
 *
 * @param uuid its name for ever, which a new id leaves as it is
 * @param createdAt ms by the server's clock
 * @param state what accesses change
 * @param fields its attributes, and whose it is
 */
record SessionSnapshot(String uuid, long createdAt, SessionState state, StoredFields fields) {

    /** Of all fields and values that a reply has. */
    static SessionSnapshot of(Reply told) {
        Map<String, byte[]> fields = new HashMap<>();
        String uuid = "";
        long created = 0;
        SessionState state = null;
        for (int i = 0; i + 1 < told.size(); i += 2) {
            String field = told.text(i);
            switch (field) {
                case "~i" -> uuid = told.text(i + 1);
                case "~c" -> created = told.number(i + 1);
                case "~s", "~over" -> state = SessionState.of(told.bytes(i + 1));
                default -> {
                    if (StoredFields.isAttribute(field) || field.equals(StoredFields.PRINCIPAL)) {
                        fields.put(field, told.bytes(i + 1));
                    }
                }
            }
        }
        return new SessionSnapshot(
                uuid, created, requireNonNull(state, "a session without a state"), StoredFields.of(fields));
    }

    /** As it is at a later version. */
    SessionSnapshot with(Delta delta, SessionState later) {
        return new SessionSnapshot(uuid, createdAt, later, fields.with(delta));
    }

    /** The same attributes, accessed later. */
    SessionSnapshot with(SessionState later) {
        return new SessionSnapshot(uuid, createdAt, later, fields);
    }

    long version() {
        return state.version();
    }
}
