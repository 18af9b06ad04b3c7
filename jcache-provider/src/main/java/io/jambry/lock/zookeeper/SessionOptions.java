// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import static java.util.Objects.requireNonNull;

import io.jambry.lock.LockOptions;

/** Which options have a meaning where a session takes the place of a lease. */
final class SessionOptions {

    private SessionOptions() {}

    static LockOptions checked(LockOptions options) {
        if (!requireNonNull(options, "options").isRenewed()) {
            throw noLease();
        }
        if (options.minReplicas() > 0) {
            throw new UnsupportedOperationException(
                    "minReplicas is for Redis and Valkey; with ZooKeeper a majority acknowledges always");
        }
        return options;
    }

    static UnsupportedOperationException noLease() {
        return new UnsupportedOperationException("ZooKeeper knows no leases: a lock is held as long as the session of"
                + " the client, whose timeout is set where the client is made");
    }
}
