// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.Mode;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.List;

/**
 * Makes the changes of one cache so that those hear of them who wish it. The store comes here with every changing request while
 * the mode in force listens, and with none while it does not. Thread-safe.
 */
interface Teller {

    /**
     * Makes one change and tells it.
     *
     * @param link the way to the server, with the consistency that the caller asked for
     * @param key the key as the engine wrote it
     * @param entry the name of the entry on the server
     * @param request a request that {@linkplain Changes#isChange may change} the entry
     * @param mode the mode under which the change is made; it listens
     * @return what the request answers without a teller
     */
    StoreReply execute(RedisLink link, byte[] key, byte[] entry, StoreRequest request, Mode mode);

    /**
     * Makes many changes and tells each.
     *
     * @param link the way to the server
     * @param keys which entries
     * @param requests what to do, one for each key; there may be reads among them
     * @param mode the mode under which the changes are made; it listens
     * @return what happened, in the order of the keys
     */
    List<StoreReply> executeAll(RedisLink link, List<byte[]> keys, List<StoreRequest> requests, Mode mode);

    /**
     * Makes one change of a bounded cache and tells it.
     *
     * @param link the way to the server, with the consistency that the caller asked for
     * @param commands how it is made
     * @param key which entry
     * @param request a request that {@linkplain Changes#isChange may change} the entry
     * @param mode the mode under which the change is made; it listens
     * @return what the request answers without a teller
     */
    StoreReply execute(RedisLink link, BoundedCommands commands, byte[] key, StoreRequest request, Mode mode);

    /**
     * Makes many changes of a bounded cache and tells each.
     *
     * @param link the way to the server
     * @param commands how they are made
     * @param keys which entries
     * @param requests what to do, one for each key; there may be reads among them
     * @param mode the mode under which the changes are made; it listens
     * @return what happened, in the order of the keys
     */
    List<StoreReply> executeAll(
            RedisLink link, BoundedCommands commands, List<byte[]> keys, List<StoreRequest> requests, Mode mode);

    /**
     * Removes entries and tells each that existed.
     *
     * @param link the way to the server
     * @param keys which entries
     * @param mode the mode under which they are removed; it listens
     * @return how many of them existed
     */
    long removeAll(RedisLink link, List<byte[]> keys, Mode mode);

    /**
     * Takes away entries and tells nobody.
     *
     * @param link the way to the server
     * @param entries their names on the server
     * @param mode the mode in force; it listens
     */
    void clear(RedisLink link, List<byte[]> entries, Mode mode);

    /**
     * Tells a change that was made while this member's lease was over, so that those who began to listen meanwhile did not wait for
     * it. Nothing is told that was told when it was made.
     *
     * @param key the key
     * @param request what was done
     * @param reply what happened; {@link StoreReply.Outcome#DONE} where the request did not want to know
     * @param made the mode under which it was made
     * @param now the mode now in force; it listens
     */
    void tellLate(byte[] key, StoreRequest request, StoreReply reply, Mode made, Mode now);

    /** The same for each of several requests that is a change. */
    default void tellAllLate(
            List<byte[]> keys, List<StoreRequest> requests, List<StoreReply> replies, Mode made, Mode now) {
        for (int i = 0; i < replies.size(); i++) {
            if (Changes.isChange(requests.get(i))) {
                tellLate(keys.get(i), requests.get(i), replies.get(i), made, now);
            }
        }
    }

    /**
     * Tells that this member has made, or may have made, changes that it can no longer tell one by one: receivers are to hear that
     * changes may have been missed.
     *
     * @param now the mode now in force; it listens
     */
    void untold(Mode now);

    /**
     * A mode is in force in this JVM from now on: changes that begin are made under it. Called before it is confirmed to the other
     * members, in the order of the modes; must not wait for changes that are being made.
     *
     * @param mode the mode, quiet ones included
     */
    void takenUp(Mode mode);
}
