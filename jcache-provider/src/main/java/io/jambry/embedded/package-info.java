// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A real Redis or Valkey server as a child process of this JVM, for development and tests: loopback only, nothing on disk,
 * gone with the JVM. Called for {@code embedded:} addresses; never meant for production.
 */
@NullMarked
package io.jambry.embedded;

import org.jspecify.annotations.NullMarked;
