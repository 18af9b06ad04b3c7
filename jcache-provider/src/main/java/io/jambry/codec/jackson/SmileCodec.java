// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.spi.CodecContext;
import java.util.function.Supplier;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileMapper;

/**
 * Values as Smile, the binary form of JSON, written and read by Jackson 3. See {@link JacksonCodec}.
 *
 * <p>The shortest form of large values, for names that come again are written once.
 */
public final class SmileCodec extends JacksonCodec {

    /** Names this format in the value header. */
    public static final int ID = 4;

    private static final Library LIBRARY = new Library(
            "smile", "tools.jackson.dataformat.smile.SmileMapper", "tools.jackson.dataformat:jackson-dataformat-smile");

    /**
     * Makes the codec of one cache.
     *
     * @param context the cache
     * @throws io.jambry.ConfigurationException if Jackson or this format of it is not on the class path
     */
    public SmileCodec(CodecContext context) {
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
    public SmileCodec(CodecContext context, Supplier<? extends SmileMapper> mapper) {
        super(ID, LIBRARY, () -> Own.binding(context, mapper));
    }

    /** What may be loaded only after the library was found. */
    private static final class Own {

        static Binding binding(CodecContext context) {
            return Binding.of(
                    context,
                    SmileMapper.builder(SmileFactory.builder()
                            .streamReadConstraints(Limits.reading(context))
                            .streamWriteConstraints(Limits.writing())
                            .build()),
                    Binding.ReadBack.WHERE_IN_DOUBT);
        }

        static Binding binding(CodecContext context, Supplier<? extends SmileMapper> mapper) {
            return Binding.ofAnother(context, mapper.get().rebuild());
        }
    }
}
