// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The locks of {@link io.jambry.lock} on ZooKeeper instead of leases on a server of caches, by the recipes of Apache Curator. Applications
 * get them from {@link io.jambry.lock.zookeeper.ZooKeeperLocks}, and bring Curator along. Nothing here opens connections.
 */
@NullMarked
package io.jambry.lock.zookeeper;

import org.jspecify.annotations.NullMarked;
