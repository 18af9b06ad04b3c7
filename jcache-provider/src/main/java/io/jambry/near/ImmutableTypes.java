// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import java.lang.reflect.RecordComponent;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Tells which objects can be handed to many callers as they are: scalars of the JDK, enums, and records of nothing else.
 *
 * <p>Only the very class counts. {@link BigInteger} and {@link BigDecimal} have subclasses, which are somebody else's.
 */
public final class ImmutableTypes {

    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Instant.class,
            Duration.class,
            Period.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            ZoneOffset.class);

    private static final ClassValue<Boolean> IMMUTABLE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isImmutable(type, new HashSet<>());
        }
    };

    private ImmutableTypes() {}

    /**
     * Tells whether an object cannot change.
     *
     * @param object anything
     * @return false when in doubt
     */
    public static boolean contain(Object object) {
        // most keys are text
        return object instanceof String || IMMUTABLE.get(object.getClass());
    }

    private static boolean isImmutable(Class<?> type, Set<Class<?>> asked) {
        if (type.isPrimitive() || SCALARS.contains(type) || Enum.class.isAssignableFrom(type)) {
            // a declared Enum or an enum's own class: its constants are the same objects for everybody anyway
            return true;
        }
        if (!type.isRecord()) {
            return false;
        }
        // a record within itself adds nothing new
        if (asked.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (!isFinal(component.getType()) || !isImmutable(component.getType(), asked)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A declared type that has subclasses says little of the object. */
    private static boolean isFinal(Class<?> type) {
        return java.lang.reflect.Modifier.isFinal(type.getModifiers()) || Enum.class.isAssignableFrom(type);
    }
}
