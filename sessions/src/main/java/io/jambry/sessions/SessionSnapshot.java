// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as it was on the server at one version. Immutable; nobody changes its bytes.
 *
 * @param uuid its name for ever, which a new id leaves as it is
 * @param version another one after each change; millions count them, the rest tells it from one that the server has lost
 * @param createdAt ms by the server's clock
 * @param accessedAt ms by the server's clock, not later than the last access and at most the touch window earlier
 * @param idleMillis after which time without access it is over; 0 for never
 * @param windowMillis its touch window
 * @param principal whose it is, as it is stored
 * @param attributes the values as they are stored, by name
 */
record SessionSnapshot(
        String uuid,
        long version,
        long createdAt,
        long accessedAt,
        long idleMillis,
        long windowMillis,
        byte @Nullable [] principal,
        Map<String, byte[]> attributes) {

    static final String PRINCIPAL = "~u";
    static final String ATTRIBUTE = "a:";

    /** Of fields and values from some place of a reply on. */
    static SessionSnapshot of(Reply fields) {
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        String uuid = "";
        byte[] principal = null;
        long version = 0;
        long created = 0;
        long accessed = 0;
        long idle = 0;
        long window = 0;
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String field = fields.text(i);
            switch (field) {
                case "~i" -> uuid = fields.text(i + 1);
                case "~v" -> version = fields.number(i + 1);
                case "~c" -> created = fields.number(i + 1);
                case "~a" -> accessed = fields.number(i + 1);
                case "~m" -> idle = fields.number(i + 1);
                case "~w" -> window = fields.number(i + 1);
                case PRINCIPAL -> principal = fields.bytes(i + 1);
                default -> {
                    if (field.startsWith(ATTRIBUTE)) {
                        attributes.put(field.substring(ATTRIBUTE.length()), fields.bytes(i + 1));
                    }
                }
            }
        }
        return new SessionSnapshot(uuid, version, created, accessed, idle, window, principal, Map.copyOf(attributes));
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

    /** As it is at a later version, by what a reply says of that: version, access, interval and window, then fields and values, empty for none. */
    SessionSnapshot changed(Reply since) {
        Map<String, byte[]> now = new HashMap<>(attributes);
        byte[] user = principal;
        for (int i = 4; i + 1 < since.size(); i += 2) {
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
                uuid,
                since.number(0),
                createdAt,
                since.number(1),
                since.number(2),
                since.number(3),
                user,
                Map.copyOf(now));
    }

    SessionSnapshot accessed(long at) {
        return new SessionSnapshot(uuid, version, createdAt, at, idleMillis, windowMillis, principal, attributes);
    }
}
