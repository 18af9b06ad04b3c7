// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands and round trips of each operation, exactly, while nobody listens. */
class CostTest {

    private static Laboratory laboratory;
    private static Caches caches;

    @BeforeAll
    static void open() throws IOException {
        laboratory = Laboratory.tapped();
        caches = new Caches(laboratory.manager());
    }

    /** After all rows, whatever they were about. */
    @AfterAll
    static void noOperation_publishesOrListsAllKeys() throws IOException {
        try {
            assertThat(laboratory.everExecuted())
                    .contains("GET", "SET", "EVALSHA")
                    .doesNotContain("PUBLISH", "SPUBLISH", "KEYS", "EVAL");
        } finally {
            laboratory.close();
        }
    }

    static List<Row> rows() {
        return Table.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void operation_nobodyListening_costsWhatItsRowSays(Row row) {
        Cost cost = laboratory.measure(
                () -> row.before().accept(caches), () -> row.action().accept(caches));

        assertThat(cost.sent()).as("what the client sent").isEqualTo(row.sent());
        assertThat(cost.insideScripts())
                .as("what the server executed inside of scripts")
                .isEqualTo(row.inside());
        assertThat(cost.roundTrips()).isEqualTo(row.roundTrips());
    }

    @Test
    void putAll_expiredKeysAmongThem_revivesNone() throws InterruptedException {
        // with the entries gone, no time to live of theirs is left that a put could keep
        caches.eternal.putAll(Caches.HUNDRED);
        Caches.HUNDRED_KEYS.forEach(key -> laboratory.observer().pexpire("jambry:eternal:{" + key + "}", 1));
        Thread.sleep(5);

        caches.eternal.putAll(Caches.HUNDRED);

        assertThat(Caches.HUNDRED_KEYS)
                .allSatisfy(key -> assertThat(laboratory.observer().pttl("jambry:eternal:{" + key + "}"))
                        .isEqualTo(-1));
    }

    @Test
    void getAll_expiredKeysAmongThem_revivesNone() throws InterruptedException {
        caches.touched.putAll(Caches.HUNDRED);
        laboratory.observer().pexpire("jambry:touched:{key-7}", 1);
        Thread.sleep(5);

        assertThat(caches.touched.getAll(Caches.HUNDRED_KEYS)).hasSize(99).doesNotContainKey("key-7");
        assertThat(laboratory.observer().exists("jambry:touched:{key-7}")).isFalse();
    }
}
