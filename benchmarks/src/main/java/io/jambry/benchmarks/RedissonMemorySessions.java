// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** The column of redisson-tomcat when it reads from the memory of the node, which may be older than what the other one has written. */
public class RedissonMemorySessions extends RedissonSessions {

    @Override
    Class<? extends WebNode> node() {
        return RedissonMemoryNode.class;
    }

    /** It does not share at once. */
    @Override
    void requireShared() {}
}
