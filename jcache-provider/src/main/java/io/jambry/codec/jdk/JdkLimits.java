// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

/**
 * How large one serialized value may be, checked when it is written and when it is read.
 *
 * @param depth objects within objects; writing refuses for certain beyond this, and never below half of it
 * @param collections collections and arrays within each other, with the same rule as depth
 * @param references objects and references to them
 * @param arrayLength elements of one array or slots of one collection
 * @param bytes serialized bytes
 */
public record JdkLimits(int depth, int collections, int references, int arrayLength, int bytes) {

    /**
     * The limits of a cache that sets none.
     *
     * <ul>
     *   <li>depth 500: a chain of objects costs stack at every link, and the usual 512 KiB end at about 1500 links;
     *   <li>collections 24: a collection that is put into a hash table hashes all below it again, so collections that share
     *       their members cost a doubling at every level;
     *   <li>references 4 Mi and array length 16 Mi: what a value of 64 MiB can need;
     *   <li>bytes 64 MiB: Redis holds all other commands up while it moves such a value.
     * </ul>
     */
    public static final JdkLimits DEFAULT = new JdkLimits(500, 24, 4 << 20, 16 << 20, 64 << 20);

    /** Refuses limits that let nothing through. */
    public JdkLimits {
        requirePositive("jdk-max-depth", depth);
        requirePositive("jdk-max-collections", collections);
        requirePositive("jdk-max-references", references);
        requirePositive("jdk-max-array", arrayLength);
        requirePositive("max-value-bytes", bytes);
    }

    /** Values up to this many bytes cannot break the limits on references and arrays, whatever is in them. */
    int surelyWithin() {
        // a reference takes a byte or more; a collection reserves up to eight slots for an element of a byte or more
        return Math.min(references, arrayLength / ReadLimits.SLOTS_PER_BYTE);
    }

    private static void requirePositive(String setting, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("'" + setting + "' = " + limit + ", it must be 1 or more");
        }
    }
}
