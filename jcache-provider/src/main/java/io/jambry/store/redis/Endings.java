// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/** The ends of entries that nobody brings about, for those who listen to them. Thread-safe. */
interface Endings {

    /** Somebody listens to expiry now: sees to it that entries are known that were there before. */
    void follow();

    /** Tells what has expired, unless a thread does so already. */
    void sweep();
}
