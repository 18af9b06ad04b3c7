// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.InvalidValueException;

/** Looks at what a codec has written before it is stored. Thread-safe. */
@FunctionalInterface
public interface ContentCheck {

    /**
     * Lets a value pass.
     *
     * @param value the value, for its class
     * @param content what its codec has written; not to be modified or kept
     * @throws InvalidValueException if it must not be stored; the message has nothing of the value
     */
    void require(Object value, byte[] content);
}
