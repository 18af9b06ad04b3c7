// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

/** What a node takes for the time. Its classes call this in place of the JDK, as {@link ShiftedClock} has changed them. */
public final class NodeTime {

    private static volatile long shift;

    private NodeTime() {}

    static void shift(long millis) {
        shift = millis;
    }

    public static long currentTimeMillis() {
        return System.currentTimeMillis() + shift;
    }

    public static Date date() {
        return new Date(currentTimeMillis());
    }

    public static Instant instant() {
        return Instant.now().plusMillis(shift);
    }

    public static Clock systemUTC() {
        return shifted(Clock.systemUTC());
    }

    public static Clock systemDefaultZone() {
        return shifted(Clock.systemDefaultZone());
    }

    public static Clock system(ZoneId zone) {
        return shifted(Clock.system(zone));
    }

    public static LocalDate localDate() {
        return LocalDate.now(systemDefaultZone());
    }

    public static LocalDateTime localDateTime() {
        return LocalDateTime.now(systemDefaultZone());
    }

    public static OffsetDateTime offsetDateTime() {
        return OffsetDateTime.now(systemDefaultZone());
    }

    public static ZonedDateTime zonedDateTime() {
        return ZonedDateTime.now(systemDefaultZone());
    }

    public static ZonedDateTime zonedDateTime(ZoneId zone) {
        return ZonedDateTime.now(system(zone));
    }

    public static Calendar calendar() {
        return shifted(Calendar.getInstance());
    }

    public static Calendar calendar(TimeZone zone) {
        return shifted(Calendar.getInstance(zone));
    }

    public static Calendar calendar(TimeZone zone, Locale locale) {
        return shifted(Calendar.getInstance(zone, locale));
    }

    private static Clock shifted(Clock clock) {
        return Clock.offset(clock, Duration.ofMillis(shift));
    }

    private static Calendar shifted(Calendar calendar) {
        calendar.setTimeInMillis(currentTimeMillis());
        return calendar;
    }
}
