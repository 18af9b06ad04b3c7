// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.codec.OptionalLibrary;
import io.jambry.spi.CodecContext;
import java.util.function.Supplier;
import org.msgpack.core.MessagePack;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as MessagePack, bound by Jackson 3 and written and read by msgpack-core. See {@link JacksonCodec}.
 *
 * <p>Binary, shorter than JSON, and known to most languages. A number that MessagePack has no form for, a {@code BigDecimal} or
 * more than 64 bits, is an extension of type 1 with its decimal text.
 */
public final class MsgpackCodec extends JacksonCodec {

    /** Names this format in the value header. */
    public static final int ID = 6;

    private static final Library JACKSON =
            new Library("msgpack", "tools.jackson.databind.json.JsonMapper", "tools.jackson.core:jackson-databind");

    /**
     * Makes the codec of one cache.
     *
     * @param context the cache
     * @throws io.jambry.ConfigurationException if Jackson or msgpack-core is not on the class path
     */
    public MsgpackCodec(CodecContext context) {
        super(ID, JACKSON, () -> {
            requireLibrary();
            return Own.binding(context);
        });
    }

    /**
     * Makes the codec of one cache that uses another mapper's settings and modules. What it writes is always read back, for
     * such a mapper may do anything.
     *
     * @param context the cache
     * @param mapper the mapper to begin with; types and class names are handled as without it
     * @throws io.jambry.ConfigurationException if Jackson or msgpack-core is not on the class path
     */
    public MsgpackCodec(CodecContext context, Supplier<? extends JsonMapper> mapper) {
        super(ID, JACKSON, () -> {
            requireLibrary();
            return Own.binding(context, mapper);
        });
    }

    private static void requireLibrary() {
        OptionalLibrary.require(
                "codec msgpack",
                "org.msgpack.core.MessagePack",
                "org.msgpack:msgpack-core",
                () -> MessagePack.newDefaultBufferPacker());
    }

    /** What may be loaded only after the libraries were found. */
    private static final class Own {

        static Binding binding(CodecContext context) {
            return Binding.of(context, JsonMapper.builder(), Binding.ReadBack.WHERE_IN_DOUBT, new Msgpack());
        }

        static Binding binding(CodecContext context, Supplier<? extends JsonMapper> mapper) {
            return Binding.ofAnother(context, mapper.get().rebuild(), new Msgpack());
        }
    }
}
