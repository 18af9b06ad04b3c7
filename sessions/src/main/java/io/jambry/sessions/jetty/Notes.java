// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty wants to know of a session beside what every container does. Immutable.
 *
 * @param created ms since 1970, as Jetty said
 * @param accessed ms since 1970, when the last request began
 * @param lastAccessed ms since 1970, when the one before it began
 * @param cookieSet ms since 1970, when the client was last sent its cookie; 0 for never
 * @param lastNode the name of the node that had it last; empty for none
 */
record Notes(long created, long accessed, long lastAccessed, long cookieSet, String lastNode) {

    /** The attribute that has them. Applications do not see it. */
    static final String ATTRIBUTE = "io.jambry.sessions.jetty.notes";

    private static final Pattern BLANK = Pattern.compile(" ");

    static Notes of(SessionData data) {
        String node = data.getLastNode();
        return new Notes(
                data.getCreated(),
                data.getAccessed(),
                data.getLastAccessed(),
                data.getCookieSet(),
                node == null ? "" : node);
    }

    /** Reads notes; null if the value is none. */
    static @Nullable Notes read(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return null;
        }
        List<String> words = BLANK.splitAsStream(text).toList();
        try {
            return new Notes(
                    Long.parseLong(words.get(0)),
                    Long.parseLong(words.get(1)),
                    Long.parseLong(words.get(2)),
                    Long.parseLong(words.get(3)),
                    words.size() > 4 ? words.get(4) : "");
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return null;
        }
    }

    String text() {
        return created + " " + accessed + " " + lastAccessed + " " + cookieSet + " " + lastNode.replace(' ', '_');
    }
}
