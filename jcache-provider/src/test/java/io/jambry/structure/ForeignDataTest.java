// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jambry.DecodingException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Elements that somebody else has written, in another way. */
class ForeignDataTest {

    private static final String FOREIGN = "secret no number";
    private static final StreamRange ALL = StreamRange.all();

    private static Shelf shelf;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    /** Reads of numbers where texts are. */
    private static Map<String, Operation<?>> reads() {
        Structures structures = shelf.structures();
        structures.map("map", String.class, String.class).put("a", FOREIGN).call();
        structures.map("keys", String.class, String.class).put(FOREIGN, "1").call();
        structures.list("list", String.class).add(FOREIGN).call();
        structures.set("set", String.class).add(FOREIGN).call();
        structures.sortedSet("scores", String.class).add(FOREIGN, 1).call();
        structures.bucket("bucket", String.class).set(FOREIGN).call();
        structures.bucket("counter", String.class).set(FOREIGN).call();
        structures.stream("stream", String.class).add(FOREIGN).call();
        structures.geo("geo", String.class).add(FOREIGN, new GeoPoint(1, 1)).call();
        return Map.of(
                "map 'map'", structures.map("map", String.class, Integer.class).get("a"),
                "map 'keys'",
                        structures.map("keys", Integer.class, Integer.class).getAll(),
                "list 'list'", structures.list("list", Integer.class).get(0),
                "deque 'list'", structures.deque("list", Integer.class).peekFirst(),
                "set 'set'", structures.set("set", Integer.class).getAll(),
                "sorted set 'scores'",
                        structures.sortedSet("scores", Integer.class).range(Range.ranks(0, -1)),
                "bucket 'bucket'", structures.bucket("bucket", Integer.class).get(),
                "counter 'counter'", structures.counter("counter").get(),
                "stream 'stream'", structures.stream("stream", Integer.class).range(ALL, 1),
                "geo 'geo'",
                        structures
                                .geo("geo", Integer.class)
                                .search(GeoSearch.<Integer>around(new GeoPoint(1, 1))
                                        .within(1, GeoUnit.KM)));
    }

    @TestFactory
    Stream<DynamicTest> read_whatDoesNotDecode_isNamedWithoutShowingIt() {
        return reads().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    Operation<?> read = entry.getValue();
                    assertThatThrownBy(read::call)
                            .isInstanceOf(DecodingException.class)
                            .hasMessageContaining("'" + read.link().name() + "'")
                            .hasMessageNotContaining("secret");
                    assertThatThrownBy(() -> read.send().toCompletableFuture().join())
                            .isInstanceOf(CompletionException.class)
                            .cause()
                            .isInstanceOf(DecodingException.class);
                    Batch batch = shelf.structures().batch();
                    Pending<?> pending = batch.add(read);
                    batch.execute();
                    assertThatThrownBy(pending::get).isInstanceOf(DecodingException.class);
                }));
    }
}
