// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What it costs to walk over all entries: pages, and never everything at once. */
class WalkCostTest {

    private static final int PAGE = 1000;
    private static final int ENTRIES = 5500;

    private Laboratory laboratory;
    private Cache<String, String> cache;

    @BeforeEach
    void open() throws IOException {
        laboratory = Laboratory.tapped();
        Caches caches = new Caches(laboratory.manager());
        cache = caches.eternal;
        // entries of somebody else, which SCAN walks over too
        fill(caches.created);
    }

    @AfterEach
    void close() throws IOException {
        laboratory.close();
    }

    private void fill(Cache<String, String> filled) {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.put("entry-" + i, "value");
        }
        filled.putAll(entries);
    }

    @Test
    void clear_elevenThousandKeys_scansPagesAndUnlinksAThousandAtMost() {
        Cost cost = laboratory.measure(() -> fill(cache), cache::clear);

        assertScans(cost);
        assertThat(Laboratory.keysOf(cost.all("UNLINK"))).allMatch(keys -> keys <= PAGE);
        // the removal of a page travels with the question for the next one
        assertThat(cost.roundTrips()).isLessThanOrEqualTo(cost.all("SCAN").size() + 1);
        assertThat(cost.insideScripts()).isEmpty();
        assertThat(cache.iterator().hasNext()).isFalse();
    }

    @Test
    void removeAll_elevenThousandKeys_scansPagesAndUnlinksAThousandAtMost() {
        Cost cost = laboratory.measure(() -> fill(cache), cache::removeAll);

        assertScans(cost);
        assertThat(Laboratory.keysOf(cost.all("UNLINK"))).allMatch(keys -> keys <= PAGE);
        assertThat(cost.roundTrips()).isEqualTo(cost.all().size());
        assertThat(cache.iterator().hasNext()).isFalse();
    }

    @Test
    void iterator_elevenThousandKeys_readsEachPageWithOneCommand() {
        Cost cost = laboratory.measure(() -> fill(cache), () -> cache.iterator().forEachRemaining(entry -> {}));

        assertScans(cost);
        assertThat(cost.all("MGET")).hasSizeLessThanOrEqualTo(cost.all("SCAN").size());
        assertThat(cost.all()).extracting(Wiretap.Sent::name).containsOnly("SCAN", "MGET");
        int read = Laboratory.keysOf(cost.all("MGET")).stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(read).isEqualTo(ENTRIES);
    }

    @Test
    void iterator_firstEntries_asksForOnePageOnly() {
        Cost cost = laboratory.measure(() -> fill(cache), () -> {
            Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
            for (int i = 0; i < 10; i++) {
                iterator.next();
            }
        });

        assertThat(cost.sent()).isEqualTo("SCAN; MGET");
    }

    /** SCAN returns at least a thousand names a page, but the last one; while its table grows or shrinks, some twice. */
    private void assertScans(Cost cost) {
        int pages = (2 * ENTRIES + PAGE - 1) / PAGE;
        assertThat(cost.all("SCAN").size()).isBetween(pages - 1, pages + 2);
        assertThat(cost.all("KEYS")).isEmpty();
    }
}
