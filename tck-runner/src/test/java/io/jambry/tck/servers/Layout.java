// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import java.util.Locale;

/** How servers are arranged. */
enum Layout {
    STANDALONE,
    /** A primary with two replicas and three sentinels. */
    SENTINEL,
    /** Three primaries with a replica each. */
    CLUSTER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
