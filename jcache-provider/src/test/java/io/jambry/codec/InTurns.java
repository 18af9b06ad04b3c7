// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures several ways to write and read a value in turns, so that what else the machine does hits all of them. Prints
 * medians, and what each is of the first one.
 */
public final class InTurns {

    private static final int ROUNDS = 60;
    private static final int WARM_UP = 20;

    /** Writes and reads once. */
    public interface Work {
        Object run() throws IOException;
    }

    private record Row(String name, Work work, double[] micros) {

        double median() {
            double[] sorted = Arrays.copyOfRange(micros, WARM_UP, ROUNDS);
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private volatile Object sink = "";

    public InTurns add(String name, Work work) {
        rows.add(new Row(name, work, new double[ROUNDS]));
        return this;
    }

    public InTurns add(String name, Codec codec, Object value) {
        return add(name, () -> {
            byte[] bytes = codec.encode(value);
            return codec.decode(bytes, 0, bytes.length);
        });
    }

    /** Measures, each turn so many times, and prints. */
    public void run(String title, int times) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get((i + round) % rows.size());
                long start = System.nanoTime();
                for (int j = 0; j < times; j++) {
                    sink = row.work().run();
                }
                row.micros()[round] = (System.nanoTime() - start) / 1_000.0 / times;
            }
        }
        System.out.println(title + "; encode and decode, median of " + (ROUNDS - WARM_UP) + " rounds in turns");
        for (Row row : rows) {
            System.out.printf(
                    "  %-44s %8.2f us  %5.2f%n",
                    row.name(), row.median(), row.median() / rows.get(0).median());
        }
    }
}
