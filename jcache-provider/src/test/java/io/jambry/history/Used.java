// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Sets of open operations used up on different ways to one place; none of them contains another. */
final class Used {

    private final List<BitSet> smallest = new ArrayList<>(1);

    /** Adds a set, which must not be changed any more, unless a part of it is there. */
    boolean add(BitSet used) {
        for (BitSet one : smallest) {
            if (contains(used, one)) {
                return false;
            }
        }
        smallest.removeIf(one -> contains(one, used));
        return smallest.add(used);
    }

    private static boolean contains(BitSet large, BitSet small) {
        int i = small.nextSetBit(0);
        while (i >= 0 && large.get(i)) {
            i = small.nextSetBit(i + 1);
        }
        return i < 0;
    }
}
