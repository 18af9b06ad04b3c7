// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

/**
 * Decides what becomes of an entry. May run user code, and may run again when another writer was faster.
 *
 * @param <V> the type of the values
 * @param <R> what the caller gets
 */
@FunctionalInterface
interface Update<V, R> {

    Plan<V, R> plan(Snapshot<V> before);
}
