// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.spi.CodecContext;
import java.util.function.Supplier;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON text, written and read by Jackson 3. See {@link JacksonCodec}.
 *
 * <p>People and other languages can read it.
 */
public final class JsonCodec extends JacksonCodec {

    /** Names this format in the value header. */
    public static final int ID = 2;

    private static final Library LIBRARY =
            new Library("json", "tools.jackson.databind.json.JsonMapper", "tools.jackson.core:jackson-databind");

    /**
     * Makes the codec of one cache.
     *
     * @param context the cache
     * @throws io.jambry.ConfigurationException if Jackson or this format of it is not on the class path
     */
    public JsonCodec(CodecContext context) {
        super(ID, LIBRARY, () -> Own.binding(context));
    }

    /**
     * Makes the codec of one cache that uses another mapper's settings and modules. What it writes is always read back, for
     * such a mapper may do anything.
     *
     * @param context the cache
     * @param mapper the mapper to begin with; types and class names are handled as without it
     * @throws io.jambry.ConfigurationException if Jackson or this format of it is not on the class path
     */
    public JsonCodec(CodecContext context, Supplier<? extends JsonMapper> mapper) {
        super(ID, LIBRARY, () -> Own.binding(context, mapper));
    }

    /** What may be loaded only after the library was found. */
    private static final class Own {

        static Binding binding(CodecContext context) {
            return Binding.of(
                    context,
                    JsonMapper.builder(JsonFactory.builder()
                            .streamReadConstraints(Limits.reading(context))
                            .streamWriteConstraints(Limits.writing())
                            .build()),
                    Binding.ReadBack.WHERE_IN_DOUBT);
        }

        static Binding binding(CodecContext context, Supplier<? extends JsonMapper> mapper) {
            return Binding.ofAnother(context, mapper.get().rebuild());
        }
    }
}
