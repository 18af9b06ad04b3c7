// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.spi.CodecContext;
import java.util.function.Supplier;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Values as YAML text, written and read by Jackson 3. See {@link JacksonCodec}.
 *
 * <p>Made for small values that people read and change, such as settings; each is read back when it is written.
 */
public final class YamlCodec extends JacksonCodec {

    /** Names this format in the value header. */
    public static final int ID = 8;

    private static final Library LIBRARY = new Library(
            "yaml", "tools.jackson.dataformat.yaml.YAMLMapper", "tools.jackson.dataformat:jackson-dataformat-yaml");

    /**
     * Makes the codec of one cache.
     *
     * @param context the cache
     * @throws io.jambry.ConfigurationException if Jackson or this format of it is not on the class path
     */
    public YamlCodec(CodecContext context) {
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
    public YamlCodec(CodecContext context, Supplier<? extends YAMLMapper> mapper) {
        super(ID, LIBRARY, () -> Own.binding(context, mapper));
    }

    /** What may be loaded only after the library was found. */
    private static final class Own {

        static Binding binding(CodecContext context) {
            return Binding.of(
                    context,
                    YAMLMapper.builder(YAMLFactory.builder()
                            .streamReadConstraints(Limits.reading(context))
                            .streamWriteConstraints(Limits.writing())
                            .disable(YAMLWriteFeature.USE_NATIVE_TYPE_ID)
                            .build()),
                    Binding.ReadBack.ALWAYS);
        }

        static Binding binding(CodecContext context, Supplier<? extends YAMLMapper> mapper) {
            return Binding.ofAnother(context, mapper.get().rebuild());
        }
    }
}
