// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A cache whose values nobody can read on the server, and a change of keys while it is open.
 * {@link io.jambry.samples.encryption.EncryptedCache} is the application, {@code KeyFile} what an operator does by hand.
 */
@NullMarked
package io.jambry.samples.encryption;

import org.jspecify.annotations.NullMarked;
