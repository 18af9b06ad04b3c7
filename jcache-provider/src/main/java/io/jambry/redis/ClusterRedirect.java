// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a node of a cluster sends a command.
 *
 * @param asking whether only this command is to go there, because the slot is still on its way
 * @param slot the slot
 * @param endpoint where to
 */
record ClusterRedirect(boolean asking, int slot, Endpoint endpoint) {

    /** The host may be an address with colons, or nothing at all. */
    private static final Pattern TEXT = Pattern.compile("(MOVED|ASK) (\\d{1,5}) (\\S*):(\\d{1,5})");

    /**
     * Reads an error of the server.
     *
     * @param from the node that says so, whose host is meant when none is named
     * @return null if it names no place
     */
    static @Nullable ClusterRedirect of(String error, Endpoint from) {
        Matcher text = TEXT.matcher(error);
        if (!text.matches() || text.group(3).equals("?")) {
            return null;
        }
        String host = text.group(3).isEmpty() ? from.host() : text.group(3);
        return new ClusterRedirect(
                text.group(1).equals("ASK"),
                Integer.parseInt(text.group(2)),
                new Endpoint(host, Integer.parseInt(text.group(4))));
    }
}
