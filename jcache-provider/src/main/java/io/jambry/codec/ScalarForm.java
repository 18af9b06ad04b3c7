// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types that are one piece of readable text, the same for keys and values: a tag, and how the text is made and read.
 *
 * <p>Equal objects have equal texts and different objects of one form have different texts. Tags are part of the wire
 * format and are never reused; {@code w} (text beyond UTF-8), {@code x} (bytes) and {@code e} (an enum value) are taken
 * besides.
 */
enum ScalarForm {
    TEXT('t', String.class),
    CHARACTER('c', Character.class),
    BOOLEAN('z', Boolean.class),
    BYTE('b', Byte.class),
    SHORT('s', Short.class),
    INTEGER('i', Integer.class),
    LONG('l', Long.class),
    BIG_INTEGER('n', BigInteger.class),
    FLOAT('f', Float.class),
    DOUBLE('d', Double.class),
    BIG_DECIMAL('m', BigDecimal.class),
    UUID_FORM('u', UUID.class),
    INSTANT('I', Instant.class),
    DATE('J', Date.class),
    LOCAL_DATE('D', LocalDate.class),
    LOCAL_TIME('T', LocalTime.class),
    LOCAL_DATE_TIME('K', LocalDateTime.class),
    OFFSET_DATE_TIME('O', OffsetDateTime.class),
    OFFSET_TIME('P', OffsetTime.class),
    ZONED_DATE_TIME('Z', ZonedDateTime.class),
    YEAR('Y', Year.class),
    YEAR_MONTH('M', YearMonth.class),
    MONTH_DAY('N', MonthDay.class),
    DURATION('U', Duration.class),
    PERIOD('Q', Period.class),
    ZONE('g', ZoneId.class),
    LOCALE('h', Locale.class),
    CURRENCY('y', Currency.class),
    URI_FORM('r', URI.class);

    private static final Map<Class<?>, ScalarForm> BY_CLASS = byClass();
    private static final @Nullable ScalarForm[] BY_TAG = byTag();

    /** Digits of a number as text; reading more takes time that grows with their square. */
    private static final int MOST_DIGITS = 50_000;

    private final char tag;
    private final Class<?> type;

    ScalarForm(char tag, Class<?> type) {
        this.tag = tag;
        this.type = type;
    }

    /** The form of objects of exactly this class; those of time zones are of one form. */
    static @Nullable ScalarForm of(Class<?> type) {
        ScalarForm form = BY_CLASS.get(type);
        // ZoneId.equals compares ids, whatever the class
        return form == null && ZoneId.class.isAssignableFrom(type) ? ZONE : form;
    }

    static @Nullable ScalarForm ofTag(int tag) {
        return tag >= 0 && tag < BY_TAG.length ? BY_TAG[tag] : null;
    }

    char tag() {
        return tag;
    }

    /**
     * Writes an object of this form.
     *
     * @throws IllegalArgumentException if this very object has no canonical text; the message says why
     */
    String text(Object scalar) {
        return switch (this) {
            case TEXT -> (String) scalar;
            case CHARACTER -> character((Character) scalar);
            case BIG_INTEGER, BIG_DECIMAL -> ofFewDigits(scalar.toString());
            case FLOAT -> DecimalText.of((Float) scalar);
            case DOUBLE -> DecimalText.of((Double) scalar);
            case DATE -> ((Date) scalar).toInstant().toString();
            case ZONED_DATE_TIME -> zoned((ZonedDateTime) scalar);
            case YEAR_MONTH -> yearMonth((YearMonth) scalar);
            case LOCALE -> LocaleText.of((Locale) scalar);
            case URI_FORM -> UriText.of((URI) scalar);
            default -> scalar.toString();
        };
    }

    /**
     * Writes an object of this form as it is, where {@link #text} writes what is common to all that equal it.
     *
     * @throws IllegalArgumentException as {@link #text} does
     */
    String exactText(Object scalar) {
        return this == URI_FORM ? scalar.toString() : text(scalar);
    }

    /**
     * Reads what {@link #text} or {@link #exactText} wrote; may accept more than that.
     *
     * @throws MalformedException if the text is none of this form
     */
    Object parse(String text) {
        try {
            return read(text);
        } catch (RuntimeException e) {
            // the cause would quote the text
            throw new MalformedException("no text of type " + type.getName());
        }
    }

    // a switch, and no function for each form: a class would be made for every one of them as soon as the first is used
    private Object read(String text) {
        return switch (this) {
            case TEXT -> text;
            case CHARACTER -> character(text);
            case BOOLEAN -> bool(text);
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case BIG_INTEGER -> new BigInteger(ofFewDigits(text));
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BIG_DECIMAL -> new BigDecimal(ofFewDigits(text));
            case UUID_FORM -> UUID.fromString(text);
            case INSTANT -> Instant.parse(text);
            case DATE -> Date.from(Instant.parse(text));
            case LOCAL_DATE -> LocalDate.parse(text);
            case LOCAL_TIME -> LocalTime.parse(text);
            case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
            case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
            case OFFSET_TIME -> OffsetTime.parse(text);
            case ZONED_DATE_TIME -> zoned(text);
            case YEAR -> Year.of(Integer.parseInt(text));
            case YEAR_MONTH -> YearMonth.from(LocalDate.parse(text + "-01"));
            case MONTH_DAY -> MonthDay.parse(text);
            case DURATION -> Duration.parse(text);
            case PERIOD -> Period.parse(text);
            case ZONE -> ZoneId.of(text);
            case LOCALE -> LocaleText.parse(text);
            case CURRENCY -> Currency.getInstance(text);
            case URI_FORM -> URI.create(text);
        };
    }

    private static Map<Class<?>, ScalarForm> byClass() {
        Map<Class<?>, ScalarForm> forms = new HashMap<>();
        for (ScalarForm form : values()) {
            forms.put(form.type, form);
        }
        return Map.copyOf(forms);
    }

    private static @Nullable ScalarForm[] byTag() {
        @Nullable ScalarForm[] forms = new @Nullable ScalarForm['z' + 1];
        for (ScalarForm form : values()) {
            forms[form.tag] = form;
        }
        return forms;
    }

    private static String ofFewDigits(String number) {
        if (number.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("a number of more than " + MOST_DIGITS + " digits");
        }
        return number;
    }

    private static String character(Character unit) {
        return Character.isSurrogate(unit) ? "u" + Integer.toHexString(unit).toUpperCase(Locale.ROOT) : unit.toString();
    }

    private static Character character(String text) {
        if (text.length() == 5 && text.charAt(0) == 'u') {
            return (char) Integer.parseInt(text, 1, 5, 16);
        }
        if (text.length() != 1) {
            throw new IllegalArgumentException();
        }
        return text.charAt(0);
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    // ZonedDateTime.toString has brackets, and its parser asks the rules of the reader's time-zone database
    private static String zoned(ZonedDateTime time) {
        String text = time.toOffsetDateTime().toString();
        return time.getZone().equals(time.getOffset())
                ? text
                : text + "@" + time.getZone().getId();
    }

    private static ZonedDateTime zoned(String text) {
        int at = text.indexOf('@');
        OffsetDateTime time = OffsetDateTime.parse(at < 0 ? text : text.substring(0, at));
        ZoneId zone = at < 0 ? time.getOffset() : ZoneId.of(text.substring(at + 1));
        return ZonedDateTime.ofInstant(time.toLocalDateTime(), time.getOffset(), zone);
    }

    // YearMonth.toString writes years from 10000 on without the sign its parser demands
    private static String yearMonth(YearMonth month) {
        String firstDay = month.atDay(1).toString();
        return firstDay.substring(0, firstDay.length() - 3);
    }
}
