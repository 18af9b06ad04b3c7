// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/**
 * The ends of entries that are keys of the server.
 *
 * @param scan follows entries that were there before
 * @param sweeper looks at what is due
 */
record EntryEndings(ExpiryScan scan, ExpirySweeper sweeper) implements Endings {

    @Override
    public void follow() {
        scan.follow();
    }

    @Override
    public void sweep() {
        sweeper.sweep();
    }
}
