// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Several structures in one command. */
final class Together {

    private Together() {}

    /**
     * Refuses structures that one command cannot have together.
     *
     * @param one of them
     * @param others the others
     * @throws IllegalArgumentException if they are of another connection, or, in a cluster, of another group
     */
    static void require(Structure one, Collection<? extends Structure> others) {
        for (Structure other : others) {
            if (one.link().link() != other.link().link()) {
                throw new IllegalArgumentException(
                        other + " is of another connection than " + one + "; make both from the same Structures");
            }
            if (one.link().link().isCluster() && !tag(one).equals(tag(other))) {
                throw new IllegalArgumentException(
                        one + " and " + other
                                + " may be on different nodes of the cluster, and one command cannot have both; make them from one group: see"
                                + " Structures.group");
            }
        }
    }

    /** What decides on the slot: it stands in the first braces, and namespaces have none. */
    private static String tag(Structure structure) {
        String key = new String(structure.key(), StandardCharsets.UTF_8);
        return key.substring(key.indexOf('{') + 1, key.indexOf('}'));
    }
}
