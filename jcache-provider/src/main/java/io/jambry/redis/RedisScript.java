// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    /** Takes the time to live from an entry. */
    PERSIST(1, Repeat.HARMLESS),
    /** Keeps what a member has counted of a cache that it closes. */
    COUNTERS_SETTLE(2, Repeat.HARMFUL),
    /** Adds to a number. */
    ADD(1, Repeat.HARMFUL, "entry", "sum"),
    /** Puts, removes or touches, and tells it. */
    TELL_CHANGE(1, Repeat.HARMFUL, "entry", "untracked", "tell", "told-change"),
    /** Adds to a number, and tells it. */
    TELL_ADD(1, Repeat.HARMFUL, "entry", "sum", "untracked", "tell", "told-add"),
    /** As {@link #TELL_CHANGE}, with the last value of the entry, which tells that it has expired. */
    TRACK_CHANGE(3, Repeat.HARMFUL, "clock", "index", "last", "tracked", "tell", "told-change"),
    /** As {@link #TELL_ADD}, with the last value. */
    TRACK_ADD(3, Repeat.HARMFUL, "clock", "index", "last", "tracked", "sum", "tell", "told-add"),
    /** As {@link #TELL_COMMIT}, with the last value. */
    TRACK_COMMIT(4, Repeat.HARMFUL, "clock", "index", "last", "tracked", "commit", "tell", "told-commit"),
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
    INVOKE_CLAIM(2, Repeat.IDEMPOTENT),
    /** Prolongs a claim. */
    INVOKE_RENEW(1, Repeat.HARMLESS),
    /** Gives a claim up. */
    INVOKE_RELEASE(1, Repeat.HARMLESS),
    /** Ends an exclusive update. Repeated by the store alone, which knows what the second answer means. */
    INVOKE_COMMIT(2, Repeat.HARMFUL, "entry", "untracked", "commit"),
    /** The same, and tells it. */
    TELL_COMMIT(2, Repeat.HARMFUL, "entry", "untracked", "commit", "tell", "told-commit"),
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

    /** What the server is taught, and what it calls it then. */
    private record Loaded(byte[] text, byte[] digest) {}

    private final int keys;
    private final Repeat repeat;
    private final List<String> parts;
    private final byte[] keyCount;

    /** An application that starts reads the few scripts that it needs. */
    private volatile @Nullable Loaded loaded;

    /** The parts are what scripts share; they stand before its own text. */
    RedisScript(int keys, Repeat repeat, String... parts) {
        this.keys = keys;
        this.repeat = repeat;
        this.parts = List.of(parts);
        this.keyCount = Integer.toString(keys).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A call of this script.
     *
     * @param arguments the keys, then the arguments; not copied
     * @return the command; its reply is a number, bytes, null or a list of them
     */
    public CommandObject<Object> with(byte[]... arguments) {
        return new ScriptCommand(this, arguments);
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

    private Loaded loaded() {
        Loaded known = loaded;
        if (known == null) {
            byte[] text = load(fileName(), parts);
            known = new Loaded(text, sha1(text).getBytes(StandardCharsets.US_ASCII));
            loaded = known;
        }
        return known;
    }

    byte[] keyCount() {
        return keyCount;
    }

    /** Tells whether it changes an entry, or queues a change; claims and the register are not entries. */
    boolean changesEntries() {
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
                    INVOKE_COMMIT,
                    BEHIND_OFFER -> true;
            default -> false;
        };
    }

    boolean mayRunTwice() {
        return repeat != Repeat.HARMFUL;
    }

    boolean leavesNothing() {
        return repeat == Repeat.HARMLESS;
    }

    /** Tells whether whoever calls it knows another way while its keys are on two nodes. */
    boolean hasAnotherWay() {
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

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-1", e);
        }
    }
}
