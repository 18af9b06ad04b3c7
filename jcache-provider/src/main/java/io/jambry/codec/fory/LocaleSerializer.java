// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.fory;

import java.util.Locale;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;

/** A locale with its script and extensions, which Fory leaves out. */
final class LocaleSerializer extends Serializer<Locale> {

    LocaleSerializer(Config config) {
        super(config, Locale.class, /* needToWriteRef= */ false, /* immutable= */ true);
    }

    @Override
    public void write(WriteContext context, Locale locale) {
        String tag = locale.toLanguageTag();
        if (!Locale.forLanguageTag(tag).equals(locale)) {
            throw new IllegalArgumentException("a locale without a language tag");
        }
        context.writeString(tag);
    }

    @Override
    public Locale read(ReadContext context) {
        return Locale.forLanguageTag(context.readString());
    }
}
