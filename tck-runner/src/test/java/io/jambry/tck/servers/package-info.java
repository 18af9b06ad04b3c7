// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The TCK on every server and topology that is to be had, and as a user with the privileges that the documents name. Runs with
 * {@code -Pservers} alone. Each run of the TCK is a JVM of its own beside servers of its own.
 */
@NullMarked
package io.jambry.tck.servers;

import org.jspecify.annotations.NullMarked;
