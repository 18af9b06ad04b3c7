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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types that are one piece of readable text, the same for keys and values: a tag, and how the text is made and read.
 *
 * <p>Equal objects have equal texts and different objects of one form have different texts. Tags are part of the wire
 * format and are never reused; {@code w} (text beyond UTF-8), {@code x} (bytes) and {@code e} (an enum value) are taken
 * besides.
 */
enum ScalarForm {
    TEXT('t', String.class, text -> text, text -> text),
    CHARACTER('c', Character.class, ScalarForm::character, ScalarForm::character),
    BOOLEAN('z', Boolean.class, Object::toString, ScalarForm::bool),
    BYTE('b', Byte.class, Object::toString, Byte::valueOf),
    SHORT('s', Short.class, Object::toString, Short::valueOf),
    INTEGER('i', Integer.class, Object::toString, Integer::valueOf),
    LONG('l', Long.class, Object::toString, Long::valueOf),
    BIG_INTEGER('n', BigInteger.class, Object::toString, BigInteger::new),
    FLOAT('f', Float.class, number -> DecimalText.of(number.floatValue()), Float::valueOf),
    DOUBLE('d', Double.class, number -> DecimalText.of(number.doubleValue()), Double::valueOf),
    BIG_DECIMAL('m', BigDecimal.class, Object::toString, BigDecimal::new),
    UUID_FORM('u', UUID.class, Object::toString, UUID::fromString),
    INSTANT('I', Instant.class, Object::toString, Instant::parse),
    DATE('J', Date.class, date -> date.toInstant().toString(), text -> Date.from(Instant.parse(text))),
    LOCAL_DATE('D', LocalDate.class, Object::toString, LocalDate::parse),
    LOCAL_TIME('T', LocalTime.class, Object::toString, LocalTime::parse),
    LOCAL_DATE_TIME('K', LocalDateTime.class, Object::toString, LocalDateTime::parse),
    OFFSET_DATE_TIME('O', OffsetDateTime.class, Object::toString, OffsetDateTime::parse),
    OFFSET_TIME('P', OffsetTime.class, Object::toString, OffsetTime::parse),
    ZONED_DATE_TIME('Z', ZonedDateTime.class, ScalarForm::zoned, ScalarForm::zoned),
    YEAR('Y', Year.class, Object::toString, text -> Year.of(Integer.parseInt(text))),
    YEAR_MONTH('M', YearMonth.class, ScalarForm::yearMonth, text -> YearMonth.from(LocalDate.parse(text + "-01"))),
    MONTH_DAY('N', MonthDay.class, Object::toString, MonthDay::parse),
    DURATION('U', Duration.class, Object::toString, Duration::parse),
    PERIOD('Q', Period.class, Object::toString, Period::parse),
    ZONE('g', ZoneId.class, ZoneId::getId, ZoneId::of),
    LOCALE('h', Locale.class, LocaleText::of, LocaleText::parse),
    CURRENCY('y', Currency.class, Currency::getCurrencyCode, Currency::getInstance),
    URI_FORM('r', URI.class, UriText::of, URI::create);

    private static final Map<Class<?>, ScalarForm> BY_CLASS = byClass();
    private static final @Nullable ScalarForm[] BY_TAG = byTag();

    private final char tag;
    private final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // functions of the JDK or of this class, without state
    private final Function<Object, String> toText;

    @SuppressWarnings("ImmutableEnumChecker") // as above
    private final Function<String, ?> fromText;

    <T> ScalarForm(
            char tag, Class<T> type, Function<? super T, String> toText, Function<String, ? extends T> fromText) {
        this.tag = tag;
        this.type = type;
        this.toText = object -> toText.apply(type.cast(object));
        this.fromText = fromText;
    }

    /** The form of objects of exactly this class. */
    static @Nullable ScalarForm of(Class<?> type) {
        return BY_CLASS.get(type);
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
        return toText.apply(scalar);
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
            return fromText.apply(text);
        } catch (RuntimeException e) {
            // the cause would quote the text
            throw new MalformedException("no text of type " + type.getName());
        }
    }

    private static Map<Class<?>, ScalarForm> byClass() {
        Map<Class<?>, ScalarForm> forms = new HashMap<>();
        for (ScalarForm form : values()) {
            forms.put(form.type, form);
        }
        // ZoneId.equals compares ids, whatever the class
        forms.put(ZoneOffset.class, ZONE);
        forms.put(ZoneId.of("Europe/Berlin").getClass(), ZONE);
        return Map.copyOf(forms);
    }

    private static @Nullable ScalarForm[] byTag() {
        @Nullable ScalarForm[] forms = new @Nullable ScalarForm['z' + 1];
        for (ScalarForm form : values()) {
            forms[form.tag] = form;
        }
        return forms;
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
