// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.codec.Envelope;
import io.jambry.codec.Envelope.Compression;
import io.jambry.codec.Envelope.Encryption;
import io.jambry.codec.deflate.DeflateCompressor;
import io.jambry.codec.deflate.GzipCompressor;
import io.jambry.codec.fory.ForyCodec;
import io.jambry.codec.jackson.CborCodec;
import io.jambry.codec.jackson.JsonCodec;
import io.jambry.codec.jackson.SmileCodec;
import io.jambry.codec.jackson.YamlCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.codec.kryo.KryoCodec;
import io.jambry.codec.lz4.Lz4Compressor;
import io.jambry.codec.protobuf.ProtobufCodec;
import io.jambry.codec.snappy.SnappyCompressor;
import io.jambry.codec.zstd.ZstdCompressor;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Compressor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The forms of values that the settings of one cache name.
 *
 * @param namespace where the cache is
 * @param settings what they are to be
 * @param context what codecs are made for
 */
record ValueForms(String namespace, CacheSettings settings, CodecContext context) {

    private static final String NOTHING = "none";

    /** What writes values. */
    Codec codec() {
        return codec(settings.codec());
    }

    /** What reads those of other codecs. */
    List<Codec> otherCodecs() {
        return settings.codecRead().stream().map(this::codec).toList();
    }

    /** What compresses and encrypts. */
    Envelope envelope() {
        Map<Integer, Compressor> readers = new HashMap<>();
        for (String name : settings.compressionRead()) {
            if (!name.equals(NOTHING)) {
                Compressor reader = compressor(name);
                readers.put(reader.id(), reader);
            }
        }
        String name = settings.compression();
        Compressor compressor = name.equals(NOTHING) ? null : compressor(name);
        Compression compression =
                new Compression(compressor, settings.compressionFrom(), readers, settings.maxValueBytes());
        return new Envelope(namespace, context.cacheName(), compression, Encryption.NONE);
    }

    private Codec codec(String name) {
        return switch (name) {
            case "jdk" ->
                new JdkCodec(
                        List.of(context.keyType(), context.valueType()),
                        String.join(";", settings.allowClasses()),
                        limits(),
                        context.loader(),
                        context.cacheName());
            case "json" -> new JsonCodec(context);
            case "cbor" -> new CborCodec(context);
            case "smile" -> new SmileCodec(context);
            case "yaml" -> new YamlCodec(context);
            case "kryo" -> new KryoCodec(context);
            case "protobuf" -> new ProtobufCodec(context);
            case "fory" -> new ForyCodec(context);
            default -> ofTheApplication(Codec.class, name, "codec");
        };
    }

    private Compressor compressor(String name) {
        return switch (name) {
            case "zstd" -> new ZstdCompressor(ZstdCompressor.DEFAULT_LEVEL, List.of());
            case "lz4" -> new Lz4Compressor();
            case "snappy" -> new SnappyCompressor();
            case "deflate" -> new DeflateCompressor();
            case "gzip" -> new GzipCompressor();
            default -> ofTheApplication(Compressor.class, name, "compression");
        };
    }

    private JdkLimits limits() {
        return new JdkLimits(
                settings.jdkMaxDepth(),
                settings.jdkMaxCollections(),
                settings.jdkMaxReferences(),
                settings.jdkMaxArray(),
                settings.maxValueBytes());
    }

    private <T> T ofTheApplication(Class<T> type, String className, String setting) {
        try {
            Class<?> found = Class.forName(className, /* initialize= */ false, context.loader());
            if (!type.isAssignableFrom(found)) {
                throw refused(className, setting, "does not implement " + type.getName(), null);
            }
            try {
                return type.cast(found.getConstructor(CodecContext.class).newInstance(context));
            } catch (NoSuchMethodException e) {
                return type.cast(found.getConstructor().newInstance());
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw refused(className, setting, "the class loader of this cache manager does not find", e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw refused(
                    className, setting, "has no public constructor with a CodecContext, or without parameters", e);
        } catch (InvocationTargetException e) {
            throw refused(className, setting, "could not be constructed", e);
        }
    }

    private ConfigurationException refused(
            String className, String setting, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ConfigurationException(
                "cache '" + context.cacheName() + "': setting 'jambry.caches." + context.cacheName() + "." + setting
                        + "' names " + className + ", which " + why,
                cause);
    }
}
