// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them in settings: a whole number with {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}, or ISO-8601.
 *
 * <p>Thread-safe.
 */
public final class DurationText {

    /** How durations may be written, for messages that go on from "written as" or the like. */
    public static final String EXAMPLES = "500ms, 10s, 5m, 1h, 2d or PT10S";

    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param text without blanks around it
     * @param allowed the message of the refusal: what is allowed
     * @return any duration, also a negative one
     * @throws IllegalArgumentException if the text is none
     */
    public static Duration parse(String text, String allowed) {
        try {
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
        } catch (DateTimeParseException | ArithmeticException noDuration) {
            throw new IllegalArgumentException(allowed, noDuration);
        }
    }

    /**
     * Writes a duration with the largest unit that fits it, so that {@link #parse} reads it again.
     *
     * @param duration any
     * @return its text
     */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        if (duration.toNanosPart() != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
