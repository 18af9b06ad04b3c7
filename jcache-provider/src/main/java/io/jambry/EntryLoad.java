// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * A load of an entry that has begun: {@link JambryCache#putLoaded} stores what it brings, unless the entry was removed meanwhile.
 *
 * <p>May be ended by another thread than the one that began it; ended once, and nothing afterwards.
 */
public interface EntryLoad extends AutoCloseable {

    /** Ends the load, and stores nothing. Never throws because of a server: a claim that cannot be given back ends with its lease. */
    @Override
    void close();
}
