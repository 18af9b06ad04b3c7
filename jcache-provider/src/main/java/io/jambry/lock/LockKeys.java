// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.NameText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The names of what belongs to one lock on the server: {@code <namespace>:{lock:<name>}:…}, in one slot. Neither a cache nor a structure
 * has such names. For a read-write lock it is {@code rwlock}, for a semaphore {@code semaphore}, for a latch {@code latch}.
 *
 * @param prefix what they begin with
 */
record LockKeys(String prefix) {

    private static final String LATCH = "latch";

    static LockKeys of(String namespace, LockInfo.Kind kind, String name) {
        return of(namespace, word(kind), name);
    }

    static LockKeys ofLatch(String namespace, String name) {
        return of(namespace, LATCH, name);
    }

    private static LockKeys of(String namespace, String word, String name) {
        if (requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("the name is empty");
        }
        return new LockKeys(NameText.escaped(namespace) + ":{" + word + ":" + NameText.escaped(name) + "}:");
    }

    private static String word(LockInfo.Kind kind) {
        return switch (kind) {
            case LOCK -> "lock";
            case READ_WRITE_LOCK -> "rwlock";
            case SEMAPHORE -> "semaphore";
        };
    }

    /** What {@code SCAN} matches to find whatever is held or waited for. */
    static byte[] pattern(String namespace, LockInfo.Kind kind) {
        return bytes(NameText.escaped(namespace) + ":{" + word(kind) + ":*}:[lrq]*");
    }

    /** The name of the lock that a key belongs to; null if it is none of this kind. */
    static @Nullable String nameOf(String namespace, LockInfo.Kind kind, byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        String before = NameText.escaped(namespace) + ":{" + word(kind) + ":";
        int end = text.lastIndexOf('}');
        return text.startsWith(before) && end > before.length()
                ? NameText.plain(text.substring(before.length(), end))
                : null;
    }

    /** What the channels of clients begin with; the name of the client follows. */
    static String channels(String namespace) {
        return NameText.escaped(namespace) + ":locks:";
    }

    /** Who holds it alone. */
    byte[] lock() {
        return bytes(prefix + "lk");
    }

    /** Who holds it with others. */
    byte[] shares() {
        return bytes(prefix + "r");
    }

    /** What is known of those. */
    byte[] notes() {
        return bytes(prefix + "s");
    }

    /** The last token. */
    byte[] fence() {
        return bytes(prefix + "f");
    }

    /** Who waits. */
    byte[] queue() {
        return bytes(prefix + "q");
    }

    /** Until when each of those is sure to wait. */
    byte[] deadlines() {
        return bytes(prefix + "w");
    }

    /** How many permits there are, or what is left of a latch. */
    byte[] number() {
        return bytes(prefix + "n");
    }

    /** The operations that a latch was counted down for. */
    byte[] operations() {
        return bytes(prefix + "o");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
