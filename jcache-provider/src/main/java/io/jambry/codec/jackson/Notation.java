// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** How what Jackson makes of a value becomes bytes, and how it gets it back from them. Thread-safe. */
interface Notation {

    /** That of the mapper itself. */
    Notation OF_THE_MAPPER = new Notation() {
        @Override
        public void write(ObjectWriter writer, Object value, ValueOutput out) {
            writer.writeValue(out, value);
        }

        @Override
        public @Nullable Object read(ObjectReader reader, byte[] bytes, int offset, int length) {
            return reader.readValue(bytes, offset, length);
        }
    };

    void write(ObjectWriter writer, Object value, ValueOutput out) throws IOException;

    @Nullable
    Object read(ObjectReader reader, byte[] bytes, int offset, int length) throws IOException;
}
