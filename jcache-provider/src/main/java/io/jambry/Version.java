// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the content an entry had when it was read. Two writes of the same content have the same version.
 *
 * <p>Immutable. Comes from {@link JambryCache#getVersioned}.
 */
public final class Version {

    private final byte[] content;

    private Version(byte[] content) {
        this.content = content;
    }

    /**
     * The version of stored bytes.
     *
     * @param content what is stored
     * @return its version
     */
    public static Version of(byte[] content) {
        return new Version(content.clone());
    }

    /**
     * The stored bytes this version stands for.
     *
     * @return a copy
     */
    public byte[] content() {
        return content.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version version && Arrays.equals(content, version.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Version[" + content.length + " bytes]";
    }
}
