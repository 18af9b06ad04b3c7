// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, the same as in all settings of Jambry. */
final class DurationText {

    static final String EXAMPLES = "500ms, 10s, 5m, 1h, 2d or PT10S";

    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    private DurationText() {}

    /** Reads a duration of a millisecond at least, or throws {@link IllegalArgumentException}. */
    static Duration parse(String text) {
        try {
            Duration duration = parseAny(text.trim());
            if (duration.compareTo(Duration.ofMillis(1)) >= 0) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException none) {
            throw new IllegalArgumentException("write " + EXAMPLES, none);
        }
        throw new IllegalArgumentException("give a millisecond at least");
    }

    private static Duration parseAny(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
