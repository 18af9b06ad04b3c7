// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import java.util.Arrays;

/** The bytes of a key that may change as an object. */
record EncodedKey(byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
