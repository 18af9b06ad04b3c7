// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** The column of redisson-tomcat when it reads from the memory of the node. */
public class RedissonMemorySessions extends RedissonSessions {

    @Override
    Class<? extends WebNode> node() {
        return RedissonMemoryNode.class;
    }
}
