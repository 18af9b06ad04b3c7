// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

/** How servers stand together. */
public enum Topology {
    /** One server. */
    STANDALONE,
    /** A primary with replicas, which sentinels watch and replace. */
    SENTINEL,
    /** Several primaries, each holding some of the slots. */
    CLUSTER
}
