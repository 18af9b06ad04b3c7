// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings.Scheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes a URL apart: {@code redis://user:password@host:port/database?key=value&key=value} says as much as single settings.
 * Where the scheme allows several hosts, they stand together: {@code redis+cluster://user:password@host:port,host:port}.
 *
 * <p>Not by {@link java.net.URI}: that finds no host in {@code redis_cache} and in {@code host:1,host:2}, no options in
 * {@code memory:}, and shows the password in its messages. Confined to one thread.
 */
final class UrlParts {

    /** The source of what is said by the URI that a manager is asked for with. */
    static final String MANAGER_URI = "manager URI";

    private static final String PERCENT_HINT =
            "; in user info and options, the characters : / ? # [ ] @ & = and % must be percent-encoded";

    private final String text;
    private final String source;
    private final List<Given> parts = new ArrayList<>();
    private final Set<SettingName> names = new HashSet<>();

    private UrlParts(String text, String source) {
        this.text = text;
        this.source = source;
    }

    /** The settings that a URL stands for, {@code url} first. */
    static List<Given> read(String text, String source) {
        UrlParts parts = new UrlParts(text.strip(), source);
        parts.take();
        return List.copyOf(parts.parts);
    }

    static boolean isServerScheme(String scheme) {
        return Stream.of(Scheme.values())
                .anyMatch(known -> known.isServer() && known.text().equals(scheme.toLowerCase(Locale.ROOT)));
    }

    private void take() {
        if (text.indexOf('#') >= 0) {
            throw refused("contains a #");
        }
        int question = text.indexOf('?');
        String base = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? "" : text.substring(question + 1);
        if (query.indexOf('@') >= 0) {
            throw refused("contains an @ behind a ?");
        }
        int colon = base.indexOf(':');
        String authorityAndPath = base.substring(colon + 1);
        if (colon > 0 && isServerScheme(base.substring(0, colon)) && authorityAndPath.startsWith("//")) {
            takeServer(base.substring(0, colon), authorityAndPath.substring(2));
        } else {
            add("url", base);
        }
        for (String option : query.split("&", -1)) {
            if (!option.isEmpty()) {
                takeOption(option);
            }
        }
    }

    private void takeServer(String scheme, String authorityAndPath) {
        int slash = authorityAndPath.indexOf('/');
        String authority = slash < 0 ? authorityAndPath : authorityAndPath.substring(0, slash);
        String database = slash < 0 ? "" : authorityAndPath.substring(slash + 1);
        if (!database.matches("\\d*")) {
            throw refused("has a path that is not the number of a database");
        }
        int at = authority.lastIndexOf('@');
        if (at >= 0 && authority.indexOf('@') < at && scheme.indexOf('+') >= 0) {
            throw refused("contains two @: user info stands once, for all hosts");
        }
        add("url", scheme + "://" + authority.substring(at + 1));
        if (at >= 0) {
            takeUserInfo(authority.substring(0, at));
        }
        if (!database.isEmpty()) {
            add("database", database);
        }
    }

    private void takeUserInfo(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        if (!user.isEmpty()) {
            add("username", decoded(user));
        }
        if (colon >= 0) {
            add("password", decoded(userInfo.substring(colon + 1)));
        }
    }

    private void takeOption(String option) {
        int equals = option.indexOf('=');
        if (equals < 1) {
            throw refused("has an option that is not written key=value");
        }
        String key = decoded(option.substring(0, equals));
        String from = "URI option " + key + (source.equals(MANAGER_URI) ? "" : " (" + source + ")");
        SettingName name = Vocabulary.name(key, source);
        if (name.setting() == Vocabulary.URL) {
            throw refused("has an option url: it is a URL itself");
        }
        add(name, decoded(option.substring(equals + 1)), from);
    }

    private void add(String key, String value) {
        add(Vocabulary.name(key, source), value, source);
    }

    private void add(SettingName name, String value, String from) {
        if (!names.add(name)) {
            throw refused("gives '" + name.key() + "' twice");
        }
        parts.add(Given.checked(name, value, from, /* urlSource= */ source));
    }

    private String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            // neither message nor cause: they show what may be a password
            throw refused("has a % that begins no percent-encoded character");
        }
    }

    private ConfigurationException refused(String why) {
        return new ConfigurationException("setting 'url' is '" + Vocabulary.URL.shown(text) + "', which " + why
                + PERCENT_HINT + "; it is given by " + source);
    }
}
