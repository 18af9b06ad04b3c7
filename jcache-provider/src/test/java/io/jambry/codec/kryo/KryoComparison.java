// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import com.esotericsoftware.kryo.util.Pool;
import io.jambry.codec.AllowedClasses;
import io.jambry.codec.CodecKinds;
import io.jambry.codec.CodecKinds.Line;
import io.jambry.codec.CodecKinds.Order;
import io.jambry.codec.InTurns;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Measures the codec beside bare Kryo, in turns: run its main method. */
final class KryoComparison {

    private record Bare(Kryo kryo, Output out, Input in) {}

    private KryoComparison() {}

    /** Prints the medians. */
    public static void main(String[] args) throws IOException {
        Order small = CodecKinds.order();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(small.lines().get(i % 3));
        }
        lines = lines.stream()
                .map(line -> new Line(new StringBuilder(line.article()).toString(), line.count(), line.price()))
                .toList();
        compare("order of 3 lines", small, 4_000);
        compare("order of 100 lines", new Order(small.id(), small.level(), small.placed(), lines, small.totals()), 300);
    }

    private static void compare(String name, Object value, int times) throws IOException {
        Codec codec = new KryoCodec(context());
        Codec registered = new KryoCodec(context(), List.of(Order.class, Line.class, CodecKinds.Level.class));
        new InTurns()
                .add("bare, by name, with references", bare(value, true, false))
                .add("codec, by name", codec, value)
                .add("bare, by name, without references", bare(value, false, false))
                .add("bare, registered, with references", bare(value, true, true))
                .add("codec, registered", registered, value)
                .add("bare, registered, without references", bare(value, false, true))
                .run(
                        name + ", " + codec.encode(value).length + " bytes by name, " + registered.encode(value).length
                                + " registered",
                        times);
    }

    private static InTurns.Work bare(Object value, boolean references, boolean registered) {
        Supplier<Kryo> maker = () -> {
            Kryo kryo = new Kryo();
            kryo.setReferences(references);
            kryo.setRegistrationRequired(registered);
            kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
            if (registered) {
                List.of(
                                Order.class,
                                Line.class,
                                CodecKinds.Level.class,
                                java.time.Instant.class,
                                java.math.BigDecimal.class,
                                java.util.LinkedHashMap.class,
                                List.of(1).getClass(),
                                List.of(1, 2, 3).getClass())
                        .forEach(kryo::register);
            }
            return kryo;
        };
        Pool<Bare> pool = new Pool<>(true, false, 16) {
            @Override
            protected Bare create() {
                return new Bare(maker.get(), new Output(1024, -1), new Input());
            }
        };
        return () -> {
            Bare bare = pool.obtain();
            bare.out().reset();
            bare.kryo().writeClassAndObject(bare.out(), value);
            byte[] bytes = bare.out().toBytes();
            pool.free(bare);
            bare = pool.obtain();
            bare.in().setBuffer(bytes);
            Object read = bare.kryo().readClassAndObject(bare.in());
            pool.free(bare);
            return read;
        };
    }

    private static CodecContext context() {
        return new CodecContext(
                "prices",
                Object.class,
                Object.class,
                KryoComparison.class.getClassLoader(),
                new AllowedClasses(List.of(), "", "prices"),
                1 << 20);
    }
}
