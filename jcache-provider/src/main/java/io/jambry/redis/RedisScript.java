// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The scripts that the server runs for us, each in a file named after it; what several share lies in {@code part}. A script is called by digest; its text is sent when
 * the server does not know it yet.
 */
@SuppressWarnings("ImmutableEnumChecker") // the arrays do not leave this package, or as copies
public enum RedisScript {
    /** Reads a value with its remaining time to live. */
    GET_TTL(1, Repeat.HARMLESS),
    /** Writes a value with one time to live for a new entry and another for an old one. */
    PUT(1, Repeat.HARMFUL, "entry"),
    /** The same, and answers the value before. */
    PUT_PREVIOUS(1, Repeat.HARMFUL),
    /** Writes a value where none is, or answers the one in the way. */
    PUT_ABSENT(1, Repeat.HARMFUL),
    /** Writes a value over exactly another one. */
    PUT_IF_EQUAL(1, Repeat.HARMFUL),
    /** Removes exactly a value. */
    REMOVE_IF_EQUAL(1, Repeat.HARMFUL),
    /** Changes the time to live of exactly a value. */
    TOUCH_IF_EQUAL(1, Repeat.HARMFUL),
    /** Takes the time to live from an entry. What has been done already writes nothing, so who asks again would not wait for replicas. */
    PERSIST(1, Repeat.HARMFUL),
    /** Keeps what a member has counted of a cache that it closes. */
    COUNTERS_SETTLE(2, Repeat.HARMFUL),
    /** Adds to a number. */
    ADD(1, Repeat.HARMFUL, "entry", "sum"),
    /** Puts, removes or touches, and tells it. */
    TELL_CHANGE(1, Repeat.HARMFUL, "quick-put", "value", "entry", "untracked", "tell", "told-change"),
    /** Adds to a number, and tells it. */
    TELL_ADD(1, Repeat.HARMFUL, "value", "entry", "sum", "untracked", "tell", "told-add"),
    /** As {@link #TELL_CHANGE}, with the last value of the entry, which tells that it has expired. */
    TRACK_CHANGE(
            3,
            Repeat.HARMFUL,
            "quick-tracked-put",
            "value",
            "clock",
            "index",
            "last",
            "tracked",
            "tell",
            "told-change"),
    /** As {@link #TELL_ADD}, with the last value. */
    TRACK_ADD(3, Repeat.HARMFUL, "value", "clock", "index", "last", "tracked", "sum", "tell", "told-add"),
    /** As {@link #TELL_COMMIT}, with the last value. */
    TRACK_COMMIT(4, Repeat.HARMFUL, "value", "clock", "index", "last", "tracked", "commit", "tell", "told-commit"),
    /** Reads a value and changes its time to live, with the last value. */
    TRACK_TOUCH(3, Repeat.HARMLESS, "clock", "index", "last", "tracked"),
    /** Looks whether an entry has expired, and tells it. */
    LOOK(3, Repeat.HARMFUL, "clock", "index", "last"),
    /** Notes when to look at entries. */
    INDEX_NOTE(1, Repeat.HARMLESS, "clock", "index"),
    /** Lists what is to be looked at. */
    INDEX_DUE(2, Repeat.HARMLESS, "clock", "index"),
    /** Marks an index, so that its eviction is noticed. */
    INDEX_MARK(1, Repeat.HARMLESS, "clock", "index"),
    /** Notes what was seen of entries. */
    INDEX_SETTLE(1, Repeat.HARMLESS, "clock", "index"),
    /** Takes away an entry and its last value, and tells nobody; the end of one that has expired is told all the same. */
    CLEAR_TRACKED(3, Repeat.HARMFUL, "clock", "last"),
    /** Claims an entry for an exclusive update. */
    INVOKE_CLAIM(2, Repeat.IDEMPOTENT, "value", "claim"),
    /** Prolongs a claim. */
    INVOKE_RENEW(1, Repeat.HARMLESS),
    /** Gives a claim up. */
    INVOKE_RELEASE(1, Repeat.HARMLESS),
    /** Ends an exclusive update. Repeated by the store alone, which knows what the second answer means. */
    INVOKE_COMMIT(2, Repeat.HARMFUL, "value", "entry", "untracked", "commit"),
    /** The same, and tells it. */
    TELL_COMMIT(2, Repeat.HARMFUL, "value", "entry", "untracked", "commit", "tell", "told-commit"),
    /** Reads a value of a bounded cache, and may change its time to live. */
    BOUNDED_GET(4, Repeat.HARMLESS, "clock", "bounded"),
    /** Puts, removes or touches in a bounded cache, and tells it. */
    BOUNDED_CHANGE(4, Repeat.HARMFUL, "clock", "bounded", "tell", "told-change"),
    /** Adds to a number in a bounded cache, and tells it. */
    BOUNDED_ADD(4, Repeat.HARMFUL, "clock", "bounded", "bounded-sum", "tell", "told-add"),
    /** Removes entries of a bounded cache. */
    BOUNDED_REMOVE(4, Repeat.HARMFUL, "clock", "bounded"),
    /** Claims an entry of a bounded cache for an exclusive update. */
    BOUNDED_CLAIM(5, Repeat.IDEMPOTENT, "clock", "bounded", "claim"),
    /** Ends an exclusive update in a bounded cache, and tells it; repeated as {@link #INVOKE_COMMIT}. */
    BOUNDED_COMMIT(5, Repeat.HARMFUL, "clock", "bounded", "commit", "tell", "told-commit"),
    /** Takes away an entry of a bounded cache that has expired, and tells it. */
    BOUNDED_EXPIRE(4, Repeat.HARMFUL, "clock", "bounded"),
    /** Lists what has expired in a shard of a bounded cache. */
    BOUNDED_DUE(1, Repeat.HARMLESS, "clock"),
    /** Counts the entries of a shard. */
    BOUNDED_SIZE(2, Repeat.HARMLESS, "clock"),
    /** Reads a page of a shard. */
    BOUNDED_SCAN(1, Repeat.HARMLESS, "clock"),
    /** Registers a cache and who has it open. */
    REGISTRY_OPEN(7, Repeat.HARMFUL),
    /** Sets what a member wishes of a cache, or ends it with having it open. */
    REGISTRY_WISH(5, Repeat.HARMLESS, "wishes"),
    /** Reads the mode of a cache. */
    REGISTRY_MODE(4, Repeat.HARMLESS),
    /** Notes that a member has taken up a mode. */
    REGISTRY_CONFIRM(1, Repeat.HARMLESS),
    /** Lists the members that may still work by an older mode. */
    REGISTRY_UNCONFIRMED(2, Repeat.HARMLESS),
    /** Takes a cache out of the register. */
    REGISTRY_REMOVE(8, Repeat.HARMFUL),
    /** Notes what has been done for entries that were there before expiry was listened to. */
    REGISTRY_SCANNED(1, Repeat.HARMLESS),
    /** Leaves a note about a cache. */
    REGISTRY_NOTE(3, Repeat.HARMLESS),
    /** Lists the members whose lease has not ended. */
    REGISTRY_LIVE(1, Repeat.HARMLESS),
    /** Prolongs the lease of a member, and ends the wishes of others. */
    REGISTRY_RENEW(5, Repeat.HARMFUL, "wishes"),
    /** Writes an entry of a map, and answers the value before. */
    MAP_PUT(1, Repeat.HARMFUL),
    /** Writes an entry of a map where one is, or exactly another one. */
    MAP_REPLACE(1, Repeat.HARMFUL),
    /** Removes an entry of a map, or exactly that value, and answers it. */
    MAP_REMOVE(1, Repeat.HARMFUL),
    /** Writes an element of a list by its place, or exactly another one, and answers the one before. */
    LIST_SET(1, Repeat.HARMFUL),
    /** Puts an element into a list by its place. */
    LIST_INSERT(1, Repeat.HARMFUL),
    /** Takes an element out of a list by its place, or exactly that one, and answers it. */
    LIST_REMOVE(1, Repeat.HARMFUL),
    /** Writes the score of an element, and answers the one before. */
    SCORE_PUT(1, Repeat.HARMFUL),
    /** Writes the score of an element that is there, or where it is a certain one, and answers it. */
    SCORE_REPLACE(1, Repeat.HARMFUL),
    /** Takes an element out of a sorted set, or where its score is a certain one, and answers the score. */
    SCORE_REMOVE(1, Repeat.HARMFUL),
    /** Decides about permits of a steady rate with bursts. */
    RATE_STEADY(1, Repeat.HARMFUL),
    /** Decides about permits of a sliding window. */
    RATE_WINDOW(1, Repeat.HARMFUL),
    /** Adds to a counter within bounds. */
    COUNTER_ADD(1, Repeat.HARMFUL, "count"),
    /** The same, once for each id. */
    COUNTER_ADD_ONCE(3, Repeat.IDEMPOTENT, "count"),
    /** Sets a counter over exactly another value. */
    COUNTER_SET(1, Repeat.HARMFUL),
    /** Makes a group of consumers. */
    STREAM_GROUP(1, Repeat.HARMLESS),
    /** Takes over entries that nobody acknowledged for a time. */
    STREAM_CLAIM(2, Repeat.HARMFUL, "bury"),
    /** Makes an entry a dead letter. */
    STREAM_BURY(2, Repeat.HARMLESS, "bury"),
    /** Keeps entries of a consumer, or gives them back. */
    STREAM_HOLD(1, Repeat.HARMFUL),
    /** Takes consumers out of a group. */
    STREAM_LEAVE(1, Repeat.HARMLESS),
    /** Gives a dead letter back. */
    STREAM_REDELIVER(2, Repeat.HARMFUL),
    /** Takes a lock, or a place in its queue. The locks repeat it themselves, because they have to know that they did. */
    LOCK_ACQUIRE(4, Repeat.HARMFUL, "free-lock", "queue", "lock"),
    /** Gives a lock back. Repeated by the locks alone, which know what the second answer means. */
    LOCK_RELEASE(3, Repeat.HARMFUL, "unwanted-lock", "queue", "lock"),
    /** Prolongs the lease of a lock. */
    LOCK_RENEW(2, Repeat.HARMLESS, "queue", "lock"),
    /** Tells the token of who holds a lock. */
    LOCK_TOKEN(2, Repeat.HARMLESS, "queue", "lock"),
    /** Takes a read-write lock for writing; as {@link #LOCK_ACQUIRE}. */
    LOCK_WRITE(6, Repeat.HARMFUL, "queue", "share"),
    /** Takes a read-write lock for reading; as {@link #LOCK_ACQUIRE}. */
    LOCK_READ(6, Repeat.HARMFUL, "queue", "share"),
    /** Makes a writer a reader; as {@link #LOCK_ACQUIRE}. */
    LOCK_DOWNGRADE(5, Repeat.HARMFUL, "queue", "share"),
    /** Makes the only reader a writer; as {@link #LOCK_ACQUIRE}. */
    LOCK_UPGRADE(5, Repeat.HARMFUL, "queue", "share"),
    /** Gives back what several may hold; as {@link #LOCK_RELEASE}. */
    SHARE_RELEASE(5, Repeat.HARMFUL, "queue", "share"),
    /** Prolongs the lease of what several may hold. */
    SHARE_RENEW(3, Repeat.HARMLESS, "queue", "share"),
    /** Takes a permit of a semaphore; as {@link #LOCK_ACQUIRE}. */
    SEMAPHORE_ACQUIRE(6, Repeat.HARMFUL, "queue", "share"),
    /** Takes a lock from all who hold it. */
    LOCK_FORCE(5, Repeat.HARMFUL, "queue", "lock", "share"),
    /** Tells who holds a lock and who waits for it. */
    LOCK_LOOK(5, Repeat.HARMLESS, "queue"),
    /** Sets the count of a latch. It knows operations again. */
    LATCH_SET(2, Repeat.IDEMPOTENT),
    /** Counts a latch down. It knows operations again. */
    LATCH_COUNT_DOWN(3, Repeat.IDEMPOTENT, "queue"),
    /** Lets a writer with a fencing token pass. */
    ADMIT(1, Repeat.HARMLESS),
    /** Reads the count of a latch. */
    LATCH_WAIT(2, Repeat.HARMLESS, "queue"),
    /** Queues writes for the system of record. */
    BEHIND_OFFER(5, Repeat.IDEMPOTENT),
    /** Takes queued writes whose turn it is. */
    BEHIND_TAKE(4, Repeat.IDEMPOTENT),
    /** Notes what became of them. */
    BEHIND_SETTLE(6, Repeat.IDEMPOTENT),
    /** Looks for queued writes. */
    BEHIND_FIND(2, Repeat.HARMLESS),
    /** Lists writes that were given up. */
    BEHIND_DEAD(2, Repeat.HARMLESS),
    /** Queues them again, or forgets them. */
    BEHIND_REVIVE(5, Repeat.IDEMPOTENT);

    private enum Repeat {
        /** It may run twice, and nobody needs to know whether it ran. */
        HARMLESS,
        /** It may run twice, but leaves something behind: whoever gives up has to know whether it may have run. */
        IDEMPOTENT,
        /** It must not run twice. */
        HARMFUL
    }

    private final int keys;
    private final Repeat repeat;
    private final List<String> parts;

    /** An application that starts reads the few scripts that it needs. */
    private volatile @Nullable ServerScript loaded;

    /** The parts are what scripts share, or what one of them does before all else; they stand before its own text. */
    RedisScript(int keys, Repeat repeat, String... parts) {
        this.keys = keys;
        this.repeat = repeat;
        this.parts = List.of(parts);
    }

    /**
     * A call of this script.
     *
     * @param arguments the keys, then the arguments; not copied
     * @return the command; its reply is a number, bytes, null or a list of them
     */
    public CommandObject<Object> with(byte[]... arguments) {
        return ScriptCommand.of(loaded(), ScriptCommand.AS_IT_IS, arguments);
    }

    /**
     * Names the script in messages.
     *
     * @return the name of the file with its own text
     */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".lua";
    }

    int keys() {
        return keys;
    }

    /**
     * What the server is taught.
     *
     * @return the whole text
     */
    public byte[] text() {
        return loaded().text().clone();
    }

    byte[] digest() {
        return loaded().digest();
    }

    private ServerScript loaded() {
        ServerScript known = loaded;
        if (known == null) {
            known = new ServerScript(
                    fileName(),
                    keys,
                    load(fileName(), parts),
                    new ServerScript.Traits(
                            repeat != Repeat.HARMFUL, repeat == Repeat.HARMLESS, changesEntries(), hasAnotherWay()));
            loaded = known;
        }
        return known;
    }

    /** Tells whether it changes an entry, queues a change, or takes a lock or its token, so that replicas may matter; claims and the register are not entries. */
    private boolean changesEntries() {
        return switch (this) {
            case PUT,
                    PUT_PREVIOUS,
                    PUT_ABSENT,
                    PUT_IF_EQUAL,
                    REMOVE_IF_EQUAL,
                    TOUCH_IF_EQUAL,
                    PERSIST,
                    ADD,
                    TELL_CHANGE,
                    TELL_ADD,
                    TELL_COMMIT,
                    TRACK_CHANGE,
                    TRACK_ADD,
                    TRACK_COMMIT,
                    CLEAR_TRACKED,
                    BOUNDED_CHANGE,
                    BOUNDED_ADD,
                    BOUNDED_REMOVE,
                    BOUNDED_COMMIT,
                    INVOKE_COMMIT,
                    BEHIND_OFFER,
                    LOCK_ACQUIRE,
                    LOCK_TOKEN,
                    LOCK_WRITE,
                    LOCK_READ,
                    LOCK_UPGRADE,
                    SEMAPHORE_ACQUIRE -> true;
            default -> false;
        };
    }

    /** Tells whether whoever calls it knows another way while its keys are on two nodes. */
    private boolean hasAnotherWay() {
        return switch (this) {
            case INVOKE_CLAIM,
                    INVOKE_COMMIT,
                    TELL_COMMIT,
                    TRACK_CHANGE,
                    TRACK_ADD,
                    TRACK_COMMIT,
                    TRACK_TOUCH,
                    LOOK,
                    INDEX_DUE,
                    CLEAR_TRACKED -> true;
            default -> false;
        };
    }

    private static byte[] load(String file, List<String> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (String part : parts) {
            whole.writeBytes(load("part/" + part + ".lua"));
        }
        whole.writeBytes(load(file));
        return whole.toByteArray();
    }

    private static byte[] load(String file) {
        try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the script " + file + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
