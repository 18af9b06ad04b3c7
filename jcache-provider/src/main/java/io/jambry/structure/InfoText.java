// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.LinkedHashMap;
import java.util.Map;

/** What servers tell as text: names and values. What is missing, or something else than expected, is empty or 0. */
final class InfoText {

    private InfoText() {}

    /** The lines {@code name:value} of {@code INFO}; headings are left out. */
    static Map<String, String> lines(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int sign = line.indexOf(':');
            if (sign > 0 && line.charAt(0) != '#') {
                fields.put(line.substring(0, sign), line.substring(sign + 1).strip());
            }
        });
        return fields;
    }

    /** A value such as {@code keys=1,expires=0}. */
    static Map<String, String> pairs(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                fields.put(pair.substring(0, sign), pair.substring(sign + 1));
            }
        }
        return fields;
    }

    static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    static long number(Map<String, String> fields, String name) {
        try {
            return Long.parseLong(text(fields, name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static double decimal(Map<String, String> fields, String name) {
        try {
            return Double.parseDouble(text(fields, name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static boolean truth(Map<String, String> fields, String name) {
        return text(fields, name).equals("1");
    }
}
