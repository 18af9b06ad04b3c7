// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Encryption by what the JDK has: values, names of entries, and where the keys for both come from. The provider makes one
 * cipher per cache; nothing here knows what a cache or a store is, and nothing shows a secret. {@code docs/encryption.md} is
 * the promise it keeps.
 */
@NullMarked
package io.jambry.codec.cipher;

import org.jspecify.annotations.NullMarked;
