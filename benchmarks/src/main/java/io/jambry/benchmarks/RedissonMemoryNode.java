// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** Attributes are read from the memory of the node, which hears by messages what others change: late, or not at all. */
public final class RedissonMemoryNode extends RedissonNode {

    @Override
    String readMode() {
        return "MEMORY";
    }
}
