// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import java.io.ObjectInputFilter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts along while one value is read and stops what grows beyond its limits, or beyond what its bytes can hold. Confined
 * to one thread.
 *
 * <p>Sets within sets are limited apart: hashing a set hashes all its members again, so a few hundred bytes of sets that
 * share their members would keep a thread busy for years.
 */
final class ReadLimits implements ObjectInputFilter {

    /** What a collection may reserve for each byte of the stream; the JDK's own ask for fewer. */
    static final int SLOTS_PER_BYTE = 8;

    /** Hash collections within each other; real values stay far below. */
    static final int HASHES_WITHIN_HASHES = 12;

    private static final int LEAST_SLOTS = 64;

    private final JdkLimits limits;
    private final long slots;
    private final Deque<Long> openHashes = new ArrayDeque<>();
    private @Nullable String exceeded;

    ReadLimits(JdkLimits limits, int streamLength) {
        this.limits = limits;
        this.slots = Math.max(LEAST_SLOTS, (long) streamLength * SLOTS_PER_BYTE);
    }

    /** Names the limit that stopped the reading, with its setting, or null. */
    @Nullable String exceeded() {
        return exceeded;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > limits.depth()) {
            return stop("objects nested more than " + limits.depth() + " deep (jdk-max-depth)");
        }
        if (info.references() > limits.references()) {
            return stop("more than " + limits.references() + " references (jdk-max-references)");
        }
        if (info.arrayLength() > limits.arrayLength()) {
            return stop("an array of more than " + limits.arrayLength() + " elements (jdk-max-array)");
        }
        if (info.arrayLength() > slots) {
            return stop("an array longer than the bytes it is read from");
        }
        Class<?> type = info.serialClass();
        if (type != null && info.arrayLength() < 0 && !countHash(type, info.depth())) {
            return stop("hash collections nested more than " + HASHES_WITHIN_HASHES + " deep");
        }
        return Status.UNDECIDED;
    }

    private boolean countHash(Class<?> type, long depth) {
        while (!openHashes.isEmpty() && openHashes.peek() >= depth) {
            openHashes.pop();
        }
        if (Set.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Hashtable.class.isAssignableFrom(type)) {
            openHashes.push(depth);
        }
        return openHashes.size() <= HASHES_WITHIN_HASHES;
    }

    private Status stop(String limit) {
        exceeded = limit;
        return Status.REJECTED;
    }
}
