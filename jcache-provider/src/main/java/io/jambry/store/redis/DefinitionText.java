// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A definition as text: a line {@code name=value} for each part, in the order of the names, so that equal definitions are
 * equal bytes. Backslash, line feed, carriage return and the equals sign are written {@code \\ \n \r \e}.
 */
final class DefinitionText {

    private DefinitionText() {}

    static byte[] write(Map<String, String> definition) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(definition)
                .forEach((name, value) -> text.append(escape(name))
                        .append('=')
                        .append(escape(value))
                        .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, String> read(byte[] bytes) {
        Map<String, String> definition = new TreeMap<>();
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
            int equals = line.indexOf('=');
            definition.put(unescape(line.substring(0, equals)), unescape(line.substring(equals + 1)));
        });
        return definition;
    }

    private static String escape(String plain) {
        return plain.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("=", "\\e");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = switch (text.charAt(i)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 'e' -> '=';
                    default -> '\\';
                };
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
