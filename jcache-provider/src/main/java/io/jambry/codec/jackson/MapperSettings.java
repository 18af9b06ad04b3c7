// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.jambry.spi.CodecContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.type.TypeFactory;

/** How a mapper of ours differs from one that knows nothing of caches. */
final class MapperSettings {

    private MapperSettings() {}

    /** Lets a mapper restore fields, enums and times as they were, and refuse what it would have to bend. */
    static void faithful(MapperBuilder<?, ?> builder) {
        builder.changeDefaultVisibility(visibility -> visibility
                .withFieldVisibility(Visibility.ANY)
                .withGetterVisibility(Visibility.NONE)
                .withIsGetterVisibility(Visibility.NONE)
                .withSetterVisibility(Visibility.NONE));
        builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        builder.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        builder.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        builder.disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING);
        builder.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID);
        builder.disable(
                DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE);
    }

    /** Lets a mapper write class names where they are needed, of allowed classes only. */
    static void named(MapperBuilder<?, ?> builder, CodecContext context, Exactness exactness) {
        ClassNames names = new ClassNames(context);
        builder.typeFactory(TypeFactory.createDefaultInstance().withClassLoader(context.loader()));
        builder.polymorphicTypeValidator(new FilteredTypes(names));
        builder.setDefaultTyping(new NamedTypes(names));
        builder.addModule(new FaithfulModule(names, exactness));
    }
}
