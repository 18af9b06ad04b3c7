// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import io.jambry.ConnectionSettings.Scheme;
import io.jambry.ConnectionSettings.Topology;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a store is: a scheme and a place, and nothing secret.
 *
 * @param scheme the kind of store
 * @param addresses where the servers listen; empty if the store is in this JVM
 * @param name the name of a store in this JVM; empty for servers
 */
record ServerUrl(Scheme scheme, List<ServerAddress> addresses, String name) {

    static final String ALLOWED = "redis://host:port, rediss://host:port, valkey://host:port, valkeys://host:port,"
            + " redis+sentinel://host:port,host:port, redis+cluster://host:port,host:port (these two with rediss, valkey"
            + " and valkeys as well), embedded: or memory:";

    /** The port that Redis and Valkey have taken since they exist. */
    private static final int USUAL_PORT = 6379;

    /** The port that their sentinels take. */
    private static final int USUAL_SENTINEL_PORT = 26_379;

    private static final String USUAL_NAME = "default";

    /** More than URI allows: names in container networks have underscores. */
    private static final Pattern SERVER =
            Pattern.compile("([\\p{Alnum}_.-]+|\\[[0-9A-Fa-f:.]+(?:%[\\p{Alnum}_.-]+)?])(?::(\\d{1,5}))?");

    private static final Pattern NAME = Pattern.compile("(?:///?)?([\\p{Alnum}_.-]*)/?");

    /** Reads an address, or throws {@link IllegalArgumentException} with what is allowed as its message. */
    static ServerUrl parse(String text) {
        int colon = text.indexOf(':');
        Scheme scheme = scheme(colon < 0 ? "" : text.substring(0, colon).strip());
        String rest = text.substring(colon + 1).strip();
        return scheme.isServer() ? server(scheme, rest) : local(scheme, rest);
    }

    private static Scheme scheme(String name) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.text().equals(name.toLowerCase(Locale.ROOT))) {
                return scheme;
            }
        }
        throw new IllegalArgumentException(ALLOWED);
    }

    private static ServerUrl server(Scheme scheme, String rest) {
        if (!rest.startsWith("//")) {
            throw new IllegalArgumentException(ALLOWED);
        }
        String authority = rest.substring(2);
        String hosts = decoded(authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority);
        if (scheme.topology() == Topology.STANDALONE && hosts.indexOf(',') >= 0) {
            throw new IllegalArgumentException("one host; several are named with " + scheme.text() + "+sentinel: or "
                    + scheme.text() + "+cluster:");
        }
        int usualPort = scheme.topology() == Topology.SENTINEL ? USUAL_SENTINEL_PORT : USUAL_PORT;
        List<ServerAddress> addresses = Arrays.stream(hosts.split(",", -1))
                .map(host -> address(host, usualPort))
                .toList();
        return new ServerUrl(scheme, addresses, "");
    }

    private static ServerAddress address(String text, int usualPort) {
        Matcher matcher = SERVER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    ALLOWED + "; in a password, the characters : / ? # [ ] @ and % must be percent-encoded");
        }
        String host = matcher.group(1).startsWith("[")
                ? matcher.group(1).substring(1, matcher.group(1).length() - 1)
                : matcher.group(1);
        int port = matcher.group(2) == null ? usualPort : Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(ALLOWED + " with a port from 1 to 65535");
        }
        return new ServerAddress(host, port);
    }

    private static ServerUrl local(Scheme scheme, String rest) {
        Matcher matcher = NAME.matcher(rest);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(scheme.text() + ": followed by a name of letters, digits, _ . and -");
        }
        String name = matcher.group(1);
        return new ServerUrl(scheme, List.of(), name.isEmpty() ? USUAL_NAME : name);
    }

    // where there are several hosts, URI takes IPv6 addresses in no other form
    private static String decoded(String hosts) {
        return hosts.toUpperCase(Locale.ROOT).contains("%5B")
                ? hosts.replaceAll("(?i)%5B", "[").replaceAll("(?i)%5D", "]").replace("%25", "%")
                : hosts;
    }

    private static String encoded(String hosts) {
        return hosts.replace("%", "%25").replace("[", "%5B").replace("]", "%5D");
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

    /** The host of the first server, or the name of the store. */
    String place() {
        return addresses.isEmpty() ? name : addresses.get(0).host();
    }

    /** The port of the first server, or 0. */
    int port() {
        return addresses.isEmpty() ? 0 : addresses.get(0).port();
    }

    URI toUri() {
        return URI.create(addresses.size() > 1 ? encoded(toString()) : toString());
    }

    @Override
    public String toString() {
        return scheme.isServer()
                ? scheme.text() + "://"
                        + addresses.stream().map(ServerAddress::toString).collect(Collectors.joining(","))
                : scheme.text() + ":" + name;
    }
}
