// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Mode;

/**
 * Something that may change entries, and the ways to do it.
 *
 * @param <T> what it answers
 */
interface Change<T> {

    /** Makes it while nobody listens. */
    T quietly();

    /** Makes it and tells it. */
    T told(Teller teller, Mode mode);

    /** Tells it after it was made. */
    void toldLate(Teller teller, T reply, Mode made, Mode now);
}
