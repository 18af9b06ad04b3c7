// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.fory;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;

/** Refuses a class of which Fory would lose a part. */
final class LostSerializer<T> extends Serializer<T> {

    LostSerializer(Config config, Class<T> type) {
        super(config, type, /* needToWriteRef= */ false, /* immutable= */ true);
    }

    @Override
    public void write(WriteContext context, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public T read(ReadContext context) {
        throw new UnsupportedOperationException();
    }
}
