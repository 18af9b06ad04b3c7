// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.cache.integration.CacheLoader;

/**
 * Guesses how many syllables a word has. It stands for what is worth caching: a database, a service, a long computation.
 *
 * <p>Thread-safe, as every loader must be.
 */
final class SyllableLoader implements CacheLoader<String, Integer> {

    private static final Pattern VOWELS = Pattern.compile("[aeiouyàâäèéêëîïôöùûü]+");

    private final AtomicLong loads = new AtomicLong();

    /** The plain computation: as many syllables as groups of vowels, at least one. */
    static int syllables(String word) {
        return Math.max(1, (int) VOWELS.matcher(word).results().count());
    }

    @Override
    public Integer load(String word) {
        loads.incrementAndGet();
        return syllables(word);
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> words) {
        Map<String, Integer> loaded = new HashMap<>();
        words.forEach(word -> loaded.put(word, load(word)));
        return loaded;
    }

    /** How many words were asked for in this JVM. */
    long loads() {
        return loads.get();
    }
}
