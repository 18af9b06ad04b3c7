// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.spi.CodecContext;
import java.util.function.Supplier;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Values as CBOR (RFC 8949), written and read by Jackson 3. See {@link JacksonCodec}.
 *
 * <p>Binary, and shorter than JSON; byte arrays and numbers are what they are.
 */
public final class CborCodec extends JacksonCodec {

    /** Names this format in the value header. */
    public static final int ID = 3;

    private static final Library LIBRARY = new Library(
            "cbor", "tools.jackson.dataformat.cbor.CBORMapper", "tools.jackson.dataformat:jackson-dataformat-cbor");

    /**
     * Makes the codec of one cache.
     *
     * @param context the cache
     * @throws io.jambry.ConfigurationException if Jackson or this format of it is not on the class path
     */
    public CborCodec(CodecContext context) {
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
    public CborCodec(CodecContext context, Supplier<? extends CBORMapper> mapper) {
        super(ID, LIBRARY, () -> Own.binding(context, mapper));
    }

    /** What may be loaded only after the library was found. */
    private static final class Own {

        static Binding binding(CodecContext context) {
            return Binding.of(
                    context,
                    CBORMapper.builder(CBORFactory.builder()
                            .streamReadConstraints(Limits.reading(context))
                            .streamWriteConstraints(Limits.writing())
                            .build()),
                    Binding.ReadBack.WHERE_IN_DOUBT);
        }

        static Binding binding(CodecContext context, Supplier<? extends CBORMapper> mapper) {
            return Binding.ofAnother(context, mapper.get().rebuild());
        }
    }
}
