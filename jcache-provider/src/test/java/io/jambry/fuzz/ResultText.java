// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.Map;
import java.util.TreeMap;

/** The text of a map of results, such as {@code {k0=[v], k1=!failure}}, taken apart. */
final class ResultText {

    private ResultText() {}

    static Map<String, String> parse(String text) {
        Map<String, String> results = new TreeMap<>();
        String inner = text.substring(1, text.length() - 1);
        for (String part : inner.isEmpty() ? new String[0] : inner.split(", ", -1)) {
            int sign = part.indexOf('=');
            results.put(part.substring(0, sign), part.substring(sign + 1));
        }
        return results;
    }
}
