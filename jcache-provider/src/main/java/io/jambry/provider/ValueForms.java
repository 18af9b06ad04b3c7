// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.cache.Validation;
import io.jambry.codec.Envelope;
import io.jambry.codec.Envelope.Compression;
import io.jambry.codec.Envelope.Encryption;
import io.jambry.codec.deflate.DeflateCompressor;
import io.jambry.codec.deflate.GzipCompressor;
import io.jambry.codec.fory.ForyCodec;
import io.jambry.codec.jackson.CborCodec;
import io.jambry.codec.jackson.JsonCodec;
import io.jambry.codec.jackson.MsgpackCodec;
import io.jambry.codec.jackson.SmileCodec;
import io.jambry.codec.jackson.YamlCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.codec.kryo.KryoCodec;
import io.jambry.codec.kryo.RedissonKryo5Codec;
import io.jambry.codec.lz4.Lz4Compressor;
import io.jambry.codec.protobuf.ProtobufCodec;
import io.jambry.codec.schema.SchemaCheck;
import io.jambry.codec.snappy.SnappyCompressor;
import io.jambry.codec.zstd.ZstdCompressor;
import io.jambry.codec.zstd.ZstdDictionary;
import io.jambry.provider.FormNote.Form;
import io.jambry.provider.FormNote.Kind;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Compressor;
import io.jambry.spi.ValueCipher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The forms of values that the settings of one cache name.
 *
 * @param namespace where the cache is
 * @param settings what they are to be
 * @param context what codecs are made for
 * @param secrecy what encrypts them
 */
record ValueForms(String namespace, CacheSettings settings, CodecContext context, Secrecy secrecy) {

    private static final String NOTHING = "none";

    /** What writes values. */
    Codec codec() {
        return settings.codecInstance().orElseGet(() -> codec(settings.codec()));
    }

    /** What reads those of other codecs. */
    List<Codec> otherCodecs() {
        return settings.codecRead().stream().map(this::codec).toList();
    }

    /** Who decides whether a value may be stored. */
    Validation validation() {
        return new Validation(
                settings.validators(),
                settings.valueSchema()
                        .map(location -> new SchemaCheck(location, context))
                        .orElse(null));
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
        return new Envelope(namespace, context.cacheName(), compression, secrecy.values());
    }

    /** What the others who have the cache open are told of these forms. */
    Map<String, String> note(Codec codec, List<Codec> others) {
        List<Form> codecsRead = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            codecsRead.add(new Form(others.get(i).id(), settings.codecRead().get(i)));
        }
        List<Form> compressionsRead =
                settings.compressionRead().stream().map(this::compression).toList();
        ValueCipher cipher = secrecy.values().cipher();
        return FormNote.properties(
                Map.of(
                        Kind.CODEC,
                        new Form(codec.id(), settings.codec()),
                        Kind.COMPRESSION,
                        compression(settings.compression()),
                        Kind.ENCRYPTION,
                        cipher == null ? Form.NONE : new Form(cipher.id(), settings.encryption())),
                Map.of(Kind.CODEC, codecsRead, Kind.COMPRESSION, compressionsRead, Kind.ENCRYPTION, encryptionsRead()));
    }

    private List<Form> encryptionsRead() {
        List<Form> read = new ArrayList<>();
        Encryption encryption = secrecy.values();
        for (int i = 0; i < encryption.readers().size(); i++) {
            read.add(new Form(
                    encryption.readers().get(i).id(), settings.encryptionRead().get(i)));
        }
        if (encryption.readsPlain()) {
            read.add(Form.NONE);
        }
        return read;
    }

    private Form compression(String name) {
        return name.equals(NOTHING) ? Form.NONE : new Form(compressor(name).id(), name);
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
            case "msgpack" -> new MsgpackCodec(context);
            case "kryo" -> new KryoCodec(context);
            case "redisson-kryo5" -> new RedissonKryo5Codec(context);
            case "protobuf" -> new ProtobufCodec(context);
            case "fory" -> new ForyCodec(context);
            default -> ofTheApplication(Codec.class, name, "codec");
        };
    }

    private Compressor compressor(String name) {
        return switch (name) {
            case "zstd" -> new ZstdCompressor(settings.compressionLevel(), dictionaries());
            case "lz4" -> new Lz4Compressor();
            case "snappy" -> new SnappyCompressor();
            case "deflate" -> new DeflateCompressor();
            case "gzip" -> new GzipCompressor();
            default -> ofTheApplication(Compressor.class, name, "compression");
        };
    }

    private List<ZstdDictionary> dictionaries() {
        return new Dictionaries(context.cacheName(), context.loader()).read(settings.compressionDictionaries());
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
        return new ApplicationClass(className, context.cacheName(), setting, context.loader())
                .make(type, CodecContext.class, context);
    }
}
