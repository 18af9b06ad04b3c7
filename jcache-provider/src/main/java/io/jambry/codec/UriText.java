// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URI as text that is equal for equal URIs: {@code URI.equals} ignores the case of scheme, host and escapes, an empty
 * port and an empty authority.
 */
final class UriText {

    private UriText() {}

    static String of(URI uri) {
        StringBuilder text = new StringBuilder();
        if (uri.getScheme() != null) {
            text.append(uri.getScheme().toLowerCase(Locale.ROOT)).append(':');
        }
        if (uri.isOpaque()) {
            text.append(upperEscapes(uri.getRawSchemeSpecificPart()));
        } else {
            appendAuthority(uri, text);
            text.append(upperEscapes(uri.getRawPath()));
            appendPart(text, '?', uri.getRawQuery());
        }
        appendPart(text, '#', uri.getRawFragment());
        String canonical = text.toString();
        if (!URI.create(canonical).equals(uri)) {
            throw new IllegalArgumentException("a URI that differs from its own text");
        }
        return canonical;
    }

    private static void appendAuthority(URI uri, StringBuilder text) {
        if (uri.getHost() != null) {
            text.append("//");
            if (uri.getRawUserInfo() != null) {
                text.append(upperEscapes(uri.getRawUserInfo())).append('@');
            }
            text.append(uri.getHost().toLowerCase(Locale.ROOT));
            if (uri.getPort() != -1) {
                text.append(':').append(uri.getPort());
            }
        } else if (uri.getRawAuthority() != null) {
            text.append("//").append(upperEscapes(uri.getRawAuthority()));
        } else if (uri.getRawPath().startsWith("//")) {
            // an empty authority, or the path would be taken for one
            text.append("//");
        }
    }

    private static void appendPart(StringBuilder text, char mark, @Nullable String part) {
        if (part != null) {
            text.append(mark).append(upperEscapes(part));
        }
    }

    private static String upperEscapes(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        StringBuilder upper = new StringBuilder(part);
        for (int i = 0; i + 2 < upper.length(); i++) {
            if (upper.charAt(i) == '%') {
                upper.setCharAt(i + 1, Character.toUpperCase(upper.charAt(i + 1)));
                upper.setCharAt(i + 2, Character.toUpperCase(upper.charAt(i + 2)));
            }
        }
        return upper.toString();
    }
}
