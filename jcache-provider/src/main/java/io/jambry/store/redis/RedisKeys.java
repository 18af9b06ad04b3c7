// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of a cache's keys on the server: {@code <namespace>:<cache>:{<key>}} for an entry, the same with {@code :lk} for
 * its lease, with {@code :ld} for that of a load, with {@code :lv} for its last value, and with {@code :ft} for the greatest fencing token. The whole key is the hash tag, so entries spread over a cluster and what
 * belongs to an entry lies beside it. The empty key
 * is written {@code {%}}, because an empty tag is none.
 */
final class RedisKeys {

    private static final byte[] LEASE = {':', 'l', 'k'};
    private static final byte[] LOAD = {':', 'l', 'd'};
    private static final byte[] LAST_VALUE = {':', 'l', 'v'};
    private static final byte[] TOKEN = {':', 'f', 't'};
    private static final byte[] EMPTY = {'%'};

    private final String namespace;
    private final String cache;
    private final byte[] prefix;

    RedisKeys(String namespace, String cache) {
        this.namespace = namespace;
        this.cache = cache;
        this.prefix = join(name(namespace), ":", name(cache), ":{");
    }

    static String name(String plain) {
        return new String(KeyText.NAME.escape(plain.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] join(String... parts) {
        return String.join("", parts).getBytes(StandardCharsets.UTF_8);
    }

    byte[] entry(byte[] key) {
        if (key.length == 0) {
            return wrap(EMPTY);
        }
        int growth = KeyText.KEY.growth(key);
        if (growth == 0) {
            return wrap(key);
        }
        byte[] name = new byte[prefix.length + key.length + growth + 1];
        System.arraycopy(prefix, 0, name, 0, prefix.length);
        KeyText.KEY.write(key, name, prefix.length);
        name[name.length - 1] = '}';
        return name;
    }

    private byte[] wrap(byte[] text) {
        byte[] name = new byte[prefix.length + text.length + 1];
        System.arraycopy(prefix, 0, name, 0, prefix.length);
        System.arraycopy(text, 0, name, prefix.length, text.length);
        name[name.length - 1] = '}';
        return name;
    }

    /** The lease beside an entry. */
    byte[] lease(byte[] entry) {
        return beside(entry, LEASE);
    }

    /** The lease of who loads an entry, beside it. */
    byte[] load(byte[] entry) {
        return beside(entry, LOAD);
    }

    /** What {@code SCAN} matches to find the leases of loads. */
    byte[] loadPattern() {
        return beside(pattern(), LOAD);
    }

    /** The last value beside an entry. */
    byte[] lastValue(byte[] entry) {
        return beside(entry, LAST_VALUE);
    }

    /** The greatest fencing token seen beside an entry. */
    byte[] token(byte[] entry) {
        return beside(entry, TOKEN);
    }

    /** What tells when to look at the entries. */
    ExpiryIndex index(boolean isCluster) {
        return new ExpiryIndex(namespace, cache, isCluster);
    }

    private static byte[] beside(byte[] entry, byte[] ending) {
        byte[] name = Arrays.copyOf(entry, entry.length + ending.length);
        System.arraycopy(ending, 0, name, entry.length, ending.length);
        return name;
    }

    /** The entry that a key of the server is, or is the last value of; null if it is neither. */
    byte @Nullable [] entryOf(byte[] name) {
        int end = name.length - LAST_VALUE.length;
        boolean isLast = end > 0 && Arrays.equals(name, end, name.length, LAST_VALUE, 0, LAST_VALUE.length);
        byte[] entry = isLast ? Arrays.copyOf(name, end) : name;
        return isEntry(entry) ? entry : null;
    }

    /** Tells whether a key of the server is an entry of this cache. */
    boolean isEntry(byte[] name) {
        return name.length > prefix.length
                && name[name.length - 1] == '}'
                && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** The key that an entry was written under. */
    byte[] key(byte[] entry) {
        int end = entry.length - 1;
        if (end == prefix.length + 1 && entry[prefix.length] == EMPTY[0]) {
            return new byte[0];
        }
        return KeyText.unescape(entry, prefix.length, end);
    }

    /** What {@code SCAN} matches to find the entries, and only them. */
    byte[] pattern() {
        return wrap(new byte[] {'*'});
    }

    /** What {@code SCAN} matches to find the entries, and what lies beside them. */
    byte[] widePattern() {
        byte[] pattern = pattern();
        byte[] wide = Arrays.copyOf(pattern, pattern.length + 1);
        wide[pattern.length] = '*';
        return wide;
    }
}
