// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.codec.AllowedClasses;
import io.jambry.codec.Envelope;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.ValueCodec;
import io.jambry.config.Configuration;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.structure.ElementForm;
import io.jambry.structure.StructureForms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The forms of elements of structures, as the settings of caches say by the same name.
 *
 * @param configuration the settings
 * @param namespace where the structures are
 * @param managerKeys the keys they are encrypted with
 * @param loader finds classes
 */
record SettingForms(Configuration configuration, String namespace, ManagerKeys managerKeys, ClassLoader loader)
        implements StructureForms {

    @Override
    public <E> ElementForm<E> compared(String structure, Class<E> type) {
        CacheSettings settings = configuration.cache(structure);
        Secrecy secrecy = secrecy(structure, settings);
        CodecContext context = context(structure, settings, type, Object.class);
        KeyCodec keys = CacheOpening.keys(
                context, settings, new ValueForms(namespace, settings, context, secrecy).codec(), secrecy.names());
        return new ElementForm<>() {
            @Override
            public byte[] encode(E element) {
                return keys.encode(element);
            }

            @Override
            public E decode(byte[] bytes) {
                return type.cast(keys.decode(bytes));
            }

            @Override
            public String binding() {
                return type.getName()
                        + ' '
                        + settings.keys()
                        + ' '
                        + secrecy.names().check();
            }
        };
    }

    @Override
    public <E> ElementForm<E> valued(String structure, byte[] key, Class<E> type) {
        CacheSettings settings = configuration.cache(structure);
        CodecContext context = context(structure, settings, Object.class, type);
        Secrecy secrecy = secrecy(structure, settings);
        ValueForms forms = new ValueForms(namespace, settings, context, secrecy);
        Codec codec = forms.codec();
        ValueCodec values = new ValueCodec(context, codec, forms.otherCodecs(), forms.envelope(), settings.header());
        ValueCodec compared = new ValueCodec(context, codec, List.of(), Envelope.NONE, settings.header());
        return new ElementForm<>() {
            @Override
            public byte[] encode(E element) {
                return encode(element, key);
            }

            @Override
            public E decode(byte[] bytes) {
                return decode(bytes, key);
            }

            @Override
            public byte[] encode(E element, byte[] place) {
                values.requireDeclared(element);
                return values.encode(element, place);
            }

            @Override
            public E decode(byte[] bytes, byte[] place) {
                return type.cast(values.decode(bytes, place));
            }

            @Override
            public boolean isWrittenAs(byte[] bytes, byte[] place, E element) {
                return Arrays.equals(bytes, encode(element, place))
                        || Arrays.equals(
                                compared.encode(values.decode(bytes, place), place), compared.encode(element, place));
            }

            /** What is encrypted is bound to its place; everything else to what reads it. */
            @Override
            public String binding() {
                String place = secrecy.values().cipher() == null ? "" : new String(key, StandardCharsets.UTF_8);
                return type.getName()
                        + ' '
                        + codec.name()
                        + ' '
                        + settings.compression()
                        + ' '
                        + settings.header()
                        + ' '
                        + place;
            }
        };
    }

    private Secrecy secrecy(String structure, CacheSettings settings) {
        return Secrecy.of(namespace, structure, settings, managerKeys.ring(structure, settings), loader);
    }

    private CodecContext context(String structure, CacheSettings settings, Class<?> keyType, Class<?> valueType) {
        AllowedClasses classes =
                new AllowedClasses(List.of(keyType, valueType), String.join(";", settings.allowClasses()), structure);
        return new CodecContext(structure, keyType, valueType, loader, classes, settings.maxValueBytes());
    }
}
