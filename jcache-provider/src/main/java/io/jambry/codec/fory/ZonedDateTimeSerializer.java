// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.fory;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.serializer.Serializer;

/** A time with its offset, which Fory leaves out: in the hour that comes twice in autumn, it says which one is meant. */
final class ZonedDateTimeSerializer extends Serializer<ZonedDateTime> {

    ZonedDateTimeSerializer(Config config) {
        super(config, ZonedDateTime.class, /* needToWriteRef= */ false, /* immutable= */ true);
    }

    @Override
    public void write(WriteContext context, ZonedDateTime time) {
        MemoryBuffer buffer = context.getBuffer();
        buffer.writeInt64(time.toLocalDateTime().toEpochSecond(ZoneOffset.UTC));
        buffer.writeInt32(time.getNano());
        buffer.writeInt32(time.getOffset().getTotalSeconds());
        context.writeString(time.getZone().getId());
    }

    @Override
    public ZonedDateTime read(ReadContext context) {
        MemoryBuffer buffer = context.getBuffer();
        LocalDateTime time = LocalDateTime.ofEpochSecond(buffer.readInt64(), buffer.readInt32(), ZoneOffset.UTC);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(buffer.readInt32());
        return ZonedDateTime.ofInstant(time, offset, ZoneId.of(context.readString()));
    }
}
