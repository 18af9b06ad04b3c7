// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The name of something as the server has it, with namespace and all: {@code docs/wire-format.md} has the forms of those that Jambry gives.
 * A value: equal for equal bytes. Immutable.
 */
public final class ServerKey {

    private final byte[] bytes;

    private ServerKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A name.
     *
     * @param bytes the name, in any namespace or none
     * @return the same
     */
    public static ServerKey verbatim(byte[] bytes) {
        return new ServerKey(requireNonNull(bytes, "bytes").clone());
    }

    /**
     * A name.
     *
     * @param text the name, in any namespace or none
     * @return its bytes in UTF-8
     */
    public static ServerKey verbatim(String text) {
        return new ServerKey(requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** Without a copy. */
    static ServerKey owning(byte[] bytes) {
        return new ServerKey(bytes);
    }

    /** Without a copy. */
    byte[] raw() {
        return bytes;
    }

    /**
     * The bytes of the name.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The name as UTF-8, which all names are that Jambry gives; what is none shows as replacement characters.
     *
     * @return the text
     */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServerKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Without the name, which may have been made of what a log must not show. */
    @Override
    public String toString() {
        return "key of " + bytes.length + " bytes";
    }
}
