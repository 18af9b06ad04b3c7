// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the result must be: a map, one thread, no cache.
 *
 * @param total how many words there are
 * @param counts how often each one occurs
 */
record PlainCount(long total, Map<String, Long> counts) {

    static PlainCount of(List<String> words) {
        Map<String, Long> counts = new HashMap<>();
        words.forEach(word -> counts.merge(word, 1L, Long::sum));
        return new PlainCount(words.size(), counts);
    }

    long distinct() {
        return counts.size();
    }
}
