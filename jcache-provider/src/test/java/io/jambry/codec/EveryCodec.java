// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.codec.fory.ForyCodec;
import io.jambry.codec.jackson.CborCodec;
import io.jambry.codec.jackson.JsonCodec;
import io.jambry.codec.jackson.MsgpackCodec;
import io.jambry.codec.jackson.SmileCodec;
import io.jambry.codec.jackson.YamlCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.codec.kryo.KryoCodec;
import io.jambry.codec.protobuf.ProtobufCodec;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The codecs of Jambry: a column of {@code docs/codecs.md} each.
 *
 * @param name as settings name it
 * @param maker makes it for a cache
 */
public record EveryCodec(String name, Function<CodecContext, Codec> maker) {

    public static final List<EveryCodec> ALL = List.of(
            new EveryCodec("jdk", EveryCodec::jdk),
            new EveryCodec("json", JsonCodec::new),
            new EveryCodec("cbor", CborCodec::new),
            new EveryCodec("smile", SmileCodec::new),
            new EveryCodec("msgpack", MsgpackCodec::new),
            new EveryCodec("yaml", YamlCodec::new),
            new EveryCodec("kryo", KryoCodec::new),
            new EveryCodec("fory", ForyCodec::new),
            new EveryCodec("protobuf", ProtobufCodec::new));

    private static final int MAX_BYTES = 1 << 20;

    // some take long to make
    private static final Map<List<Object>, Codec> MADE = new ConcurrentHashMap<>();

    /** The codec for values of a type, with the filter that a cache has by default. */
    public Codec of(Class<?> declared, String allow) {
        return MADE.computeIfAbsent(
                List.of(maker, declared, allow),
                unknown -> of(declared, allow, EveryCodec.class.getClassLoader(), MAX_BYTES));
    }

    public Codec of(Class<?> declared, String allow, ClassLoader loader, int maxBytes) {
        return maker.apply(new CodecContext(
                "prices",
                Object.class,
                declared,
                loader,
                new AllowedClasses(List.of(declared), allow, "prices"),
                maxBytes));
    }

    public static Codec jdk(CodecContext context) {
        JdkLimits usual = JdkLimits.DEFAULT;
        return new JdkCodec(
                context,
                new JdkLimits(
                        usual.depth(),
                        usual.collections(),
                        usual.references(),
                        usual.arrayLength(),
                        context.maxBytes()));
    }

    @Override
    public String toString() {
        return name;
    }
}
