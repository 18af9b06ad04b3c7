// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The entries of one cache as bytes.
 *
 * <p>Thread-safe. Each request is atomic and linearizable with every other request on the same key, whoever sends it.
 * Failures are exceptions of the {@code javax.cache} family that tell whether the request was carried out
 * ({@code io.jambry.NotExecutedException}, {@code io.jambry.OutcomeUnknownException}).
 */
public interface Store extends AutoCloseable {

    /**
     * Carries out one request.
     *
     * @param key which entry; not modified
     * @param request what to do
     * @return what happened
     */
    StoreReply execute(byte[] key, StoreRequest request);

    /**
     * Carries out many requests in as few round trips as possible; each is atomic, together they are not. The same request
     * object for every key is the cheapest.
     *
     * @param keys which entries; no two alike
     * @param requests what to do, one for each key, in the order of the keys
     * @return what happened, in the order of the keys
     */
    List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests);

    /**
     * Removes entries, telling only how many there were.
     *
     * @param keys which entries; no two alike
     * @return how many of them existed
     */
    long removeAll(List<byte[]> keys);

    /**
     * Walks over the entries with bounded memory. Entries that exist from beginning to end are met; others may be. A key
     * may be met twice.
     *
     * @param scope what is wanted of each entry
     * @param pageSize how many entries to ask for at a time; from 1 up; a page may have fewer or more, or none
     * @return the pages; confined to one thread
     */
    Iterator<List<StoreEntry>> scan(Scope scope, int pageSize);

    /** What a scan wants of each entry. */
    enum Scope {
        /** The key. */
        KEYS,
        /** The key and the value. */
        ENTRIES
    }

    /**
     * Tells which entries have expired and have not been met by a request since; the next request that meets such an entry
     * takes it away and answers its {@linkplain StoreReply#expired() value}. A store whose server takes expired entries away
     * by itself has none.
     *
     * @param most how many keys to tell at the most
     * @return the keys
     */
    default List<byte[]> expired(int most) {
        return List.of();
    }

    /**
     * The store whose answers may decide about a change: one that never answers for a store that failed.
     *
     * @return this one unless overridden
     */
    default Store exact() {
        return this;
    }

    /**
     * A store of the same entries that asks more, or less, of replicas. It need not be closed.
     *
     * @param consistency what it asks
     * @return this one unless overridden: a store without replicas
     */
    default Store with(Consistency consistency) {
        return this;
    }

    /**
     * Has every member end loads before it removes what is being loaded, from the moment when this returns. To be called before a
     * {@linkplain ClaimKind#LOAD load is claimed}; costs nothing as a rule when it was called before.
     *
     * @return a number for {@link #isExpecting}; 0 unless overridden: for a store whose loads are ended always
     */
    default long expectLoads() {
        return 0;
    }

    /**
     * Tells whether every member has ended loads all the time since they were expected.
     *
     * @param number what {@link #expectLoads} has answered
     * @return false if this member was out of touch meanwhile; true unless overridden
     */
    default boolean isExpecting(long number) {
        return true;
    }

    /**
     * Ends the claims of all who load these entries, so that what they bring is refused. To be called before entries are removed;
     * costs nothing where nobody {@linkplain #expectLoads expects} loads. Does nothing unless overridden: for a store without claims.
     *
     * @param keys which entries
     */
    default void endLoads(List<byte[]> keys) {}

    /** The same for all entries, those that are not there included. */
    default void endAllLoads() {}

    /** Removes every entry. Entries written meanwhile may stay or go. */
    void clear();

    /**
     * Tells whether the entries are in this JVM, so that values read come with {@link Live}.
     *
     * @return false unless overridden
     */
    default boolean isLocal() {
        return false;
    }

    /**
     * Begins to have what is read watched.
     *
     * @param keeper hears of changes
     * @return reads of the same entries, to be closed by the caller; empty unless overridden: for a store in this JVM
     */
    default Optional<WatchedReads> watch(WatchedReads.Keeper keeper) {
        return Optional.empty();
    }

    /**
     * Counts the entries, by walking over them where the server has no count.
     *
     * @return how many there are, roughly while others write
     */
    long size();

    /**
     * How much memory entries take where they are stored, each with its key and what the server spends on it. For samples: it asks for each
     * key by itself.
     *
     * @param keys the keys
     * @return bytes by key in their order, 0 for an absent entry; empty if this store cannot tell
     */
    default List<Long> memory(List<byte[]> keys) {
        return List.of();
    }

    /**
     * Counts the entries that had to make room for others because of what was written over this store in this JVM.
     *
     * @return how many there were since the store was opened; 0 unless overridden: for a store without limits
     */
    default long evictions() {
        return 0;
    }

    /** Lets go of what the store holds in this JVM; the entries stay where they are. */
    @Override
    void close();
}
