// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection to a server, as the server sees it.
 *
 * @param id what the server calls it
 * @param address host and port of the client
 * @param name what the client calls itself; empty for nothing
 * @param user who it is for the server's access control
 * @param age since it was opened, in seconds
 * @param idle since its last command, in seconds
 * @param database which one it uses
 * @param command its last one, such as {@code get} or {@code client|list}
 * @param fields all that the server tells, by the names that {@code CLIENT LIST} has for it
 */
public record ConnectedClient(
        long id,
        String address,
        String name,
        String user,
        Duration age,
        Duration idle,
        int database,
        String command,
        Map<String, String> fields) {

    /** Keeps a copy of the fields. */
    public ConnectedClient {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A line of {@code CLIENT LIST}. */
    static ConnectedClient of(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : line.strip().split(" ", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                fields.put(pair.substring(0, sign), pair.substring(sign + 1));
            }
        }
        return new ConnectedClient(
                InfoText.number(fields, "id"),
                InfoText.text(fields, "addr"),
                InfoText.text(fields, "name"),
                InfoText.text(fields, "user"),
                Duration.ofSeconds(InfoText.number(fields, "age")),
                Duration.ofSeconds(InfoText.number(fields, "idle")),
                (int) InfoText.number(fields, "db"),
                InfoText.text(fields, "cmd"),
                fields);
    }
}
