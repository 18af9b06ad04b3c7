// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Encryption by Tink, in the format that {@code io.jambry.codec.cipher} writes with the JDK alone: who requires Tink has it,
 * and both read each other's values.
 */
@NullMarked
package io.jambry.codec.tink;

import org.jspecify.annotations.NullMarked;
