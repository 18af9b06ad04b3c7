// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import io.jambry.codec.Limit;
import java.io.ObjectInputFilter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Counts along while one value is read and stops what grows beyond its limits, or beyond what its bytes can hold. Confined
 * to one thread.
 *
 * <p>Collections within collections are limited apart: hashing one hashes all its members again, so a few hundred bytes of
 * sets that share their members would keep a thread busy for years. The JDK's array-backed collections announce the array
 * they are about to make, which is how each of them is seen here.
 */
final class ReadLimits implements ObjectInputFilter {

    /** What a collection may reserve for each byte of the stream; the JDK's own ask for fewer. */
    static final int SLOTS_PER_BYTE = 8;

    private static final int LEAST_SLOTS = 64;

    private final JdkLimits limits;
    private final String cacheName;
    private final long slots;
    private final Deque<Long> openCollections = new ArrayDeque<>();
    private @Nullable String exceeded;

    ReadLimits(JdkLimits limits, String cacheName, int streamLength) {
        this.limits = limits;
        this.cacheName = cacheName;
        this.slots = Math.max(LEAST_SLOTS, (long) streamLength * SLOTS_PER_BYTE);
    }

    /** Names the limit that stopped the reading, with its setting, or null. */
    @Nullable
    String exceeded() {
        return exceeded;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > limits.depth()) {
            return stop("objects nested too deep, beyond", "jdk-max-depth", limits.depth());
        }
        if (info.references() > limits.references()) {
            return stop("more references than", "jdk-max-references", limits.references());
        }
        if (info.arrayLength() > limits.arrayLength()) {
            return stop(
                    "an array of " + info.arrayLength() + " elements, more than",
                    "jdk-max-array",
                    limits.arrayLength());
        }
        if (info.arrayLength() > slots) {
            return stop("an array longer than the bytes it is read from");
        }
        if (info.arrayLength() >= 0 && nesting(info.depth()) > limits.collections()) {
            return stop("collections nested too deep, beyond", "jdk-max-collections", limits.collections());
        }
        return Status.UNDECIDED;
    }

    /** Notes a collection at a depth, and tells how many it stands in, itself included. */
    private int nesting(long depth) {
        while (!openCollections.isEmpty() && openCollections.peek() >= depth) {
            openCollections.pop();
        }
        openCollections.push(depth);
        return openCollections.size();
    }

    private Status stop(String beyond, String setting, int limit) {
        return stop(beyond + " " + new Limit(cacheName, setting, limit));
    }

    private Status stop(String what) {
        exceeded = what;
        return Status.REJECTED;
    }
}
