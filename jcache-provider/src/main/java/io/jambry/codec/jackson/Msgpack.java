// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.util.TokenBuffer;

/**
 * MessagePack by msgpack-core, below the binding of Jackson 3.
 *
 * <p>Rationale: the format that msgpack-java has for Jackson is one for Jackson 2. What Jackson makes of a value is kept as
 * tokens; a map or an array of MessagePack tells its size first, so they have to be counted before they are written anyway.
 */
final class Msgpack implements Notation {

    /** An extension type of the application: a number as decimal text, where no number of MessagePack holds it. */
    static final byte NUMBER = 1;

    @Override
    public void write(ObjectWriter writer, Object value, ValueOutput out) throws IOException {
        Tokens tokens = new Tokens(out);
        writer.writeValue(tokens, value);
        MsgpackWriter.write(tokens, out);
    }

    @Override
    public @Nullable Object read(ObjectReader reader, byte[] bytes, int offset, int length) throws IOException {
        try (JsonParser parser = MsgpackReader.read(bytes, offset, length).asParser()) {
            return reader.readValue(parser);
        }
    }

    /** What is written, and where doubts about it are told. */
    private static final class Tokens extends TokenBuffer {

        private final ValueOutput out;

        Tokens(ValueOutput out) {
            super(ObjectWriteContext.empty(), /* hasNativeIds= */ false);
            this.out = out;
        }

        @Override
        public Object streamWriteOutputTarget() {
            return out;
        }
    }
}
