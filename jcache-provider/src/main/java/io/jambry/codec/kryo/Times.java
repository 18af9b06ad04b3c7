// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The parts that times are made of. */
final class Times {

    private Times() {}

    static void writeDate(Output out, LocalDate date) {
        out.writeVarInt(date.getYear(), false);
        out.writeByte(date.getMonthValue());
        out.writeByte(date.getDayOfMonth());
    }

    static LocalDate readDate(BoundedInput in) {
        return LocalDate.of(in.readVarInt(false), in.readByte(), in.readByte());
    }

    static void writeTime(Output out, LocalTime time) {
        out.writeVarLong(time.toNanoOfDay(), true);
    }

    static LocalTime readTime(BoundedInput in) {
        return LocalTime.ofNanoOfDay(in.readVarLong(true));
    }

    static void writeDateTime(Output out, LocalDateTime time) {
        writeDate(out, time.toLocalDate());
        writeTime(out, time.toLocalTime());
    }

    static LocalDateTime readDateTime(BoundedInput in) {
        return LocalDateTime.of(readDate(in), readTime(in));
    }

    static void writeOffset(Output out, ZoneOffset offset) {
        out.writeVarInt(offset.getTotalSeconds(), false);
    }

    static ZoneOffset readOffset(BoundedInput in) {
        return ZoneOffset.ofTotalSeconds(in.readVarInt(false));
    }

    static ZoneId readZone(BoundedInput in) {
        return ZoneId.of(ScalarForm.text(in));
    }
}
