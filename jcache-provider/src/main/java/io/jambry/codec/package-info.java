// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Keys and values as bytes: canonical readable keys, readable scalars, and the header in front of everything else. The
 * cache engine calls it; it knows no store and no codec library, and it never puts a key or value into a message.
 * {@code docs/wire-format.md} is the promise it keeps.
 */
@NullMarked
package io.jambry.codec;

import org.jspecify.annotations.NullMarked;
