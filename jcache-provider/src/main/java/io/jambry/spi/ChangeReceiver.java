// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.List;
import java.util.function.Consumer;

/** Hears of the changes of one cache. Called by one thread at a time; must not block it for long. */
public interface ChangeReceiver {

    /**
     * Changes of one entry, in their order. Changes of a key come in the order in which they were made; those of
     * different keys may overtake each other.
     *
     * @param changes what happened, only kinds that this receiver wished
     * @param heard to be called once, from any thread, when the synchronous listeners have been through them, with what they
     *     threw
     */
    void told(List<StoredChange> changes, Consumer<List<RuntimeException>> heard);

    /**
     * Changes may have been missed between the last one told and the next.
     *
     * @param reason what happened, for people
     */
    void missed(String reason);
}
