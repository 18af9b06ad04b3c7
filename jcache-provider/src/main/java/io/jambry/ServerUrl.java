// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a store is: a scheme and a place, and nothing secret.
 *
 * @param scheme the kind of store
 * @param place the host of a server, or the name of a store in this JVM
 * @param port the port of a server, 0 otherwise
 */
record ServerUrl(ConnectionSettings.Scheme scheme, String place, int port) {

    static final String ALLOWED =
            "redis://host:port, rediss://host:port, valkey://host:port, valkeys://host:port, embedded: or memory:";

    /** The port that Redis and Valkey have taken since they exist. */
    private static final int USUAL_PORT = 6379;

    private static final String USUAL_NAME = "default";

    /** More than URI allows: names in container networks have underscores. */
    private static final Pattern SERVER =
            Pattern.compile("//([\\p{Alnum}_.-]+|\\[[0-9A-Fa-f:.]+(?:%[\\p{Alnum}_.-]+)?])(?::(\\d{1,5}))?/?");

    private static final Pattern NAME = Pattern.compile("(?:///?)?([\\p{Alnum}_.-]*)/?");

    /** Reads an address, or throws {@link IllegalArgumentException} with what is allowed as its message. */
    static ServerUrl parse(String text) {
        int colon = text.indexOf(':');
        ConnectionSettings.Scheme scheme =
                scheme(colon < 0 ? "" : text.substring(0, colon).strip());
        String rest = text.substring(colon + 1).strip();
        return scheme.isServer() ? server(scheme, rest) : local(scheme, rest);
    }

    private static ConnectionSettings.Scheme scheme(String name) {
        for (ConnectionSettings.Scheme scheme : ConnectionSettings.Scheme.values()) {
            if (scheme.text().equals(name.toLowerCase(Locale.ROOT))) {
                return scheme;
            }
        }
        throw new IllegalArgumentException(ALLOWED);
    }

    private static ServerUrl server(ConnectionSettings.Scheme scheme, String rest) {
        Matcher matcher = SERVER.matcher(rest);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    ALLOWED + "; in a password, the characters : / ? # [ ] @ and % must be percent-encoded");
        }
        String host = matcher.group(1).startsWith("[")
                ? matcher.group(1).substring(1, matcher.group(1).length() - 1)
                : matcher.group(1);
        int port = matcher.group(2) == null ? USUAL_PORT : Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(ALLOWED + " with a port from 1 to 65535");
        }
        return new ServerUrl(scheme, host, port);
    }

    private static ServerUrl local(ConnectionSettings.Scheme scheme, String rest) {
        Matcher matcher = NAME.matcher(rest);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(scheme.text() + ": followed by a name of letters, digits, _ . and -");
        }
        String name = matcher.group(1);
        return new ServerUrl(scheme, name.isEmpty() ? USUAL_NAME : name, 0);
    }

    /** What may be shown of an address, whatever is wrong with it: no user info and no options. */
    static String masked(String text) {
        int colon = text.indexOf(':');
        int end = indexOfAny(text, '?', '#');
        if (colon < 0 || end < colon) {
            return text.indexOf('@') >= 0 || end < text.length() ? "***" : text;
        }
        if (text.indexOf('@', end) >= 0) {
            // a password with an unescaped ? or # looks like this: nobody can tell where it ends
            return text.substring(0, colon) + ":***";
        }
        int at = text.substring(0, end).lastIndexOf('@');
        String slashes = text.startsWith("//", colon + 1) ? "//" : "";
        return at < 0
                ? text.substring(0, end)
                : text.substring(0, colon + 1) + slashes + "***" + text.substring(at, end);
    }

    private static int indexOfAny(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        int unset = text.length();
        return Math.min(first < 0 ? unset : first, second < 0 ? unset : second);
    }

    URI toUri() {
        return URI.create(toString());
    }

    @Override
    public String toString() {
        if (!scheme.isServer()) {
            return scheme.text() + ":" + place;
        }
        return scheme.text() + "://" + (place.indexOf(':') < 0 ? place : "[" + place + "]") + ":" + port;
    }
}
