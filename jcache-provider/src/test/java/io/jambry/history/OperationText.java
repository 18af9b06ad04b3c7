// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The line that carries an operation from one JVM to another: words between tabs, each of them escaped. */
final class OperationText {

    private static final String MARK = "op";
    private static final String TAB = "\t";
    private static final String NULL = "~";
    private static final int FIXED = 8;

    private OperationText() {}

    static String write(Operation operation) {
        List<String> words = new ArrayList<>(List.of(
                MARK,
                escape(operation.process()),
                escape(operation.key()),
                Long.toString(operation.invoked()),
                Long.toString(operation.returned()),
                operation.verb().name(),
                operation.outcome().name(),
                escape(operation.result())));
        operation.arguments().forEach(argument -> words.add(escape(argument)));
        return String.join(TAB, words);
    }

    /** Whether a line is one of these, and not something else that a program printed. */
    static boolean isOperation(String line) {
        return line.startsWith(MARK + TAB);
    }

    static Operation read(String line) {
        String[] words = line.split(TAB, -1);
        if (!isOperation(line) || words.length < FIXED) {
            throw new IllegalArgumentException("a line is not an operation, or was cut off: " + line);
        }
        List<String> arguments = new ArrayList<>();
        for (int i = FIXED; i < words.length; i++) {
            arguments.add(unescape(words[i]));
        }
        return new Operation(
                unescape(words[1]),
                unescape(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Verb.valueOf(words[5]),
                arguments,
                Outcome.valueOf(words[6]),
                words[7].equals(NULL) ? null : unescape(words[7]));
    }

    private static String escape(@Nullable String word) {
        return word == null ? NULL : URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    private static String unescape(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
