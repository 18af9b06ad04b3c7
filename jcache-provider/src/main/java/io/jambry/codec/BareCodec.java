// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.Codec;
import java.io.IOException;

/** A codec that writes something in front of values which programs in other languages do not expect. Thread-safe. */
public interface BareCodec extends Codec {

    /**
     * Writes a value of the declared type as other programs know it.
     *
     * @param value anything but null
     * @return the bytes, owned by the caller
     * @throws IOException as {@link #encode}
     */
    byte[] encodeBare(Object value) throws IOException;

    /**
     * Reads a value of the declared type as other programs write it.
     *
     * @param bytes the value and nothing else; not modified and not kept
     * @return the value
     * @throws IOException as {@link #decode}
     */
    Object decodeBare(byte[] bytes) throws IOException;
}
