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
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Measures the codec beside bare Kryo, in turns: run its main method. */
final class KryoComparison {

    private static final int ROUNDS = 40;
    private static final int WARM_UP = 15;

    private interface Work {
        Object run() throws IOException;
    }

    private record Row(String name, Work work, double[] micros) {}

    private record Bare(Kryo kryo, Output out, Input in) {}

    private static Object sink;

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
        List<Row> rows = new ArrayList<>();
        Codec codec = new KryoCodec(context());
        Codec registered = new KryoCodec(context(), List.of(Order.class, Line.class, CodecKinds.Level.class));
        rows.add(row("codec, by name", round(codec, value)));
        rows.add(row("codec, registered", round(registered, value)));
        rows.add(row("bare, by name, with references", bare(value, true, false)));
        rows.add(row("bare, by name, without references", bare(value, false, false)));
        rows.add(row("bare, registered, with references", bare(value, true, true)));
        rows.add(row("bare, registered, without references", bare(value, false, true)));
        for (int round = 0; round < ROUNDS; round++) {
            for (Row row : rows) {
                long start = System.nanoTime();
                for (int i = 0; i < times; i++) {
                    sink = row.work().run();
                }
                row.micros()[round] = (System.nanoTime() - start) / 1_000.0 / times;
            }
        }
        System.out.println(name + ", " + codec.encode(value).length + " bytes by name, "
                + registered.encode(value).length + " registered; encode and decode, median of "
                + (ROUNDS - WARM_UP) + " rounds in turns");
        for (Row row : rows) {
            double[] micros = Arrays.copyOfRange(row.micros(), WARM_UP, ROUNDS);
            Arrays.sort(micros);
            System.out.printf("  %-38s %8.2f us%n", row.name(), micros[micros.length / 2]);
        }
    }

    private static Row row(String name, Work work) {
        return new Row(name, work, new double[ROUNDS]);
    }

    private static Work round(Codec codec, Object value) {
        return () -> {
            byte[] bytes = codec.encode(value);
            return codec.decode(bytes, 0, bytes.length);
        };
    }

    private static Work bare(Object value, boolean references, boolean registered) {
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
