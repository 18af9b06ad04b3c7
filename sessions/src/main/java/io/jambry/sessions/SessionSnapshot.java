// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as it was on the server at one version. Immutable; nobody changes its bytes.
 *
 * @param uuid its name for ever, which a new id leaves as it is
 * @param createdAt ms by the server's clock
 * @param state what accesses change
 * @param principal whose it is, as it is stored
 * @param attributes the values as they are stored, by name
 */
record SessionSnapshot(
        String uuid, long createdAt, SessionState state, byte @Nullable [] principal, Map<String, byte[]> attributes) {

    static final String PRINCIPAL = "~u";
    static final String ATTRIBUTE = "a:";

    /** Of fields and values from some place of a reply on. */
    static SessionSnapshot of(Reply fields) {
        Map<String, byte[]> attributes = new HashMap<>();
        String uuid = "";
        byte[] principal = null;
        long created = 0;
        SessionState state = null;
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String field = fields.text(i);
            switch (field) {
                case "~i" -> uuid = fields.text(i + 1);
                case "~c" -> created = fields.number(i + 1);
                case "~s", "~over" -> state = SessionState.of(fields.bytes(i + 1));
                case PRINCIPAL -> principal = fields.bytes(i + 1);
                default -> {
                    if (field.startsWith(ATTRIBUTE)) {
                        attributes.put(field.substring(ATTRIBUTE.length()), fields.bytes(i + 1));
                    }
                }
            }
        }
        return new SessionSnapshot(
                uuid,
                created,
                requireNonNull(state, "a session without a state"),
                principal,
                Collections.unmodifiableMap(attributes));
    }

    /** What a session of this form has in its fields, beside what says when. */
    Map<String, byte[]> fields() {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        attributes.forEach((name, bytes) -> fields.put(ATTRIBUTE + name, bytes));
        if (principal != null) {
            fields.put(PRINCIPAL, principal);
        }
        return fields;
    }

    /** As it is at a later version, by what a reply says of that: the state, then fields and values, empty for none. */
    SessionSnapshot changed(Reply since) {
        Map<String, byte[]> now = new HashMap<>(attributes);
        byte[] user = principal;
        for (int i = 1; i + 1 < since.size(); i += 2) {
            String field = since.text(i);
            byte[] value = since.bytes(i + 1);
            if (field.equals(PRINCIPAL)) {
                user = value.length == 0 ? null : value;
            } else if (value.length == 0) {
                now.remove(field.substring(ATTRIBUTE.length()));
            } else {
                now.put(field.substring(ATTRIBUTE.length()), value);
            }
        }
        return new SessionSnapshot(
                uuid, createdAt, SessionState.of(since.bytes(0)), user, Collections.unmodifiableMap(now));
    }

    /** The same attributes, accessed later. */
    SessionSnapshot with(SessionState later) {
        return new SessionSnapshot(uuid, createdAt, later, principal, attributes);
    }

    long version() {
        return state.version();
    }
}
