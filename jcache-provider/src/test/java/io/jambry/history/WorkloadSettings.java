// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.time.Duration;

/**
 * What a {@link CacheWorkload} does.
 *
 * @param name of the JVM; begins the names of its processes and all its values, so each JVM of a history needs its own
 * @param threads how many clients there are
 * @param keys how many keys they share; the last quarter of them holds numbers
 * @param seed of the choices of the threads; what they meet depends on their speed
 * @param operations after how many operations a thread stops
 * @param duration after how long a thread stops
 */
public record WorkloadSettings(String name, int threads, int keys, long seed, int operations, Duration duration) {

    /** Few enough per key to be judged at once. */
    private static final int OPERATIONS = 5_000;

    private static final int WORDS = 6;

    /** Refuses a workload that does nothing. */
    public WorkloadSettings {
        if (threads < 1 || keys < 1 || operations < 1 || duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("threads, keys, operations and duration must be above 0: " + threads
                    + ", " + keys + ", " + operations + ", " + duration);
        }
        if (!name.matches("\\w+")) {
            throw new IllegalArgumentException("the name must be a word: '" + name + "'");
        }
    }

    /**
     * Four threads on twelve keys.
     *
     * @param name of the JVM
     * @param duration how long
     * @return settings, which stop a thread after 5 000 operations
     */
    public static WorkloadSettings of(String name, Duration duration) {
        return new WorkloadSettings(name, 4, 12, /* seed= */ 1, OPERATIONS, duration);
    }

    /**
     * The same with other numbers of threads and keys.
     *
     * @param newThreads how many clients
     * @param newKeys how many keys
     * @return the settings
     */
    public WorkloadSettings with(int newThreads, int newKeys) {
        return new WorkloadSettings(name, newThreads, newKeys, seed, operations, duration);
    }

    /**
     * The same with another seed.
     *
     * @param newSeed the seed
     * @return the settings
     */
    public WorkloadSettings withSeed(long newSeed) {
        return new WorkloadSettings(name, threads, keys, newSeed, operations, duration);
    }

    /**
     * The same with another end.
     *
     * @param newOperations after how many operations a thread stops
     * @return the settings
     */
    public WorkloadSettings withOperations(int newOperations) {
        return new WorkloadSettings(name, threads, keys, seed, newOperations, duration);
    }

    /** For the command line of another JVM: one word, read by {@link #parse}. */
    String text() {
        return String.join(
                ",",
                name,
                Integer.toString(threads),
                Integer.toString(keys),
                Long.toString(seed),
                Integer.toString(operations),
                duration.toString());
    }

    static WorkloadSettings parse(String text) {
        String[] words = text.split(",", -1);
        if (words.length != WORDS) {
            throw new IllegalArgumentException(
                    "a workload is name,threads,keys,seed,operations,duration, such as a,4,12,1,5000,PT0.3S; not "
                            + text);
        }
        return new WorkloadSettings(
                words[0],
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                Integer.parseInt(words[4]),
                Duration.parse(words[5]));
    }
}
