// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a text gives numbers to, and which of it is the current one: the marked one, else the first. Confined to one thread.
 *
 * @param <T> keys, or what they are made from
 */
final class Numbered<T> {

    private final String source;
    private final String kind;
    private final Map<Integer, T> byId = new LinkedHashMap<>();
    private @Nullable Integer first;
    private @Nullable Integer marked;

    /**
     * Begins with nothing.
     *
     * @param source where the text comes from, for messages
     * @param kind such as "key"
     */
    Numbered(String source, String kind) {
        this.source = source;
        this.kind = kind;
    }

    /** Reads a number of up to five digits. */
    int id(String digits, int line) {
        int id = Integer.parseInt(digits);
        if (id > KeyRing.LARGEST_ID) {
            throw refused(line, "has number " + id + ", more than " + KeyRing.LARGEST_ID);
        }
        return id;
    }

    void add(int id, T content, boolean mark, int line) {
        if (byId.put(id, content) != null) {
            throw refused(line, "has number " + id + ", as another one has");
        }
        if (first == null) {
            first = id;
        }
        if (mark) {
            if (marked != null) {
                throw refused(line, "is marked as the current one, as " + marked + " is");
            }
            marked = id;
        }
    }

    Map<Integer, T> byId() {
        return byId;
    }

    /** The current one; null if there is nothing. */
    @Nullable
    Integer currentId() {
        return marked == null ? first : marked;
    }

    ConfigurationException refused(int line, String why) {
        return new ConfigurationException(source + ": a " + kind + " in line " + line + " " + why);
    }
}
