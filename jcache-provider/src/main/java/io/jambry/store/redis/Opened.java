// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Wish;
import java.util.Map;

/**
 * What this member has told the register of a cache it has open, to tell it again after its lease has ended.
 *
 * @param definition what binds the data
 * @param note what does not; empty if none was left
 * @param wish what it wants of others
 * @param destructions how often a cache of this name had been destroyed when this one was opened
 */
record Opened(Map<String, String> definition, Map<String, String> note, Wish wish, long destructions) {

    Opened(Map<String, String> definition, long destructions) {
        this(definition, Map.of(), Wish.NONE, destructions);
    }

    Opened with(Map<String, String> otherNote) {
        return new Opened(definition, otherNote, wish, destructions);
    }

    Opened with(Wish otherWish) {
        return new Opened(definition, note, otherWish, destructions);
    }
}
