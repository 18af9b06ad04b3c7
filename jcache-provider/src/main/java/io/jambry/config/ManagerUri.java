// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings.Scheme;
import io.jambry.ConnectionSettings.Topology;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The URI that a manager is asked for with: a server, a settings file, or what the other sources say. */
final class ManagerUri {

    private static final Set<String> FILE_SCHEMES = Set.of("file", "classpath", "jar");

    /** What names managers and leaves it to the other sources how they are connected. */
    private static final String NAMING_SCHEME = String.valueOf(Configuration.DEFAULT_URI.getScheme());

    private ManagerUri() {}

    /** Tells whether the URI says nothing but which manager is meant, such as {@code jambry:orders}. */
    private static boolean isName(@Nullable URI uri) {
        return uri == null || NAMING_SCHEME.equalsIgnoreCase(uri.getScheme());
    }

    static List<Given> read(@Nullable URI uri) {
        if (uri == null) {
            return List.of();
        }
        if (isName(uri)) {
            requireNameAlone(uri);
            return List.of();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (FILE_SCHEMES.contains(scheme)) {
            return List.of(Given.checked(
                    new SettingName(Vocabulary.CONFIG, CachePattern.ALL),
                    uri.toString(),
                    UrlParts.MANAGER_URI,
                    /* urlSource= */ ""));
        }
        if (Stream.of(Scheme.values()).noneMatch(known -> known.text().equals(scheme))) {
            throw new ConfigurationException("manager URI '" + Vocabulary.URL.shown(uri.toString())
                    + "' has the unknown scheme '" + scheme + "'; known are "
                    + listed(Topology.STANDALONE, Topology.LOCAL) + ", " + listed(Topology.SENTINEL) + ", "
                    + listed(Topology.CLUSTER) + " for a store, file, classpath and jar for a settings file, and "
                    + Configuration.DEFAULT_URI + ", or jambry: with another name, for what the other sources say");
        }
        return UrlParts.read(withBothSlashes(uri), UrlParts.MANAGER_URI);
    }

    /** The text of a URI. Where somebody took it for a path, as Open Liberty does, one of the slashes before a host is lost. */
    private static String withBothSlashes(URI uri) {
        String text = uri.toString();
        int colon = text.indexOf(':');
        boolean isLost = colon > 0
                && UrlParts.isServerScheme(text.substring(0, colon))
                && text.startsWith("/", colon + 1)
                && !text.startsWith("//", colon + 1);
        return isLost ? text.substring(0, colon + 1) + "/" + text.substring(colon + 1) : text;
    }

    private static void requireNameAlone(URI uri) {
        String text = uri.toString();
        if (text.indexOf('?') >= 0 || text.indexOf('@') >= 0) {
            // the text is left out: what stands in it may be secret
            throw new ConfigurationException("a manager URI that begins with " + NAMING_SCHEME
                    + ": is a name and takes no user info and no options; give them in Properties, or name a server");
        }
    }

    private static String listed(Topology... topologies) {
        List<String> names = Stream.of(Scheme.values())
                .filter(scheme -> List.of(topologies).contains(scheme.topology()))
                .map(Scheme::text)
                .toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** The URI that may be shown and kept: without user info and options. */
    static URI safe(@Nullable URI uri) {
        if (uri == null) {
            return Configuration.DEFAULT_URI;
        }
        String text = withBothSlashes(uri);
        int question = text.indexOf('?');
        String base = question < 0 ? text : text.substring(0, question);
        int authority = base.indexOf("//") + 2;
        int slash = base.indexOf('/', authority);
        int at = base.lastIndexOf('@', slash < 0 ? base.length() : slash);
        boolean userInfo = authority > 1 && at >= authority;
        return URI.create(userInfo ? base.substring(0, authority) + base.substring(at + 1) : base);
    }
}
