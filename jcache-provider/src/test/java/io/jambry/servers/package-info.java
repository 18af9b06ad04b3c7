// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Real servers for tests: one process, a primary watched by Sentinels, a cluster, each of any version there is.
 *
 * <p>All listen on the loopback address, keep nothing on disk unless told, and end with this JVM, even when that is
 * killed. Called by tests alone; knows nothing of the provider.
 */
@NullMarked
package io.jambry.servers;

import org.jspecify.annotations.NullMarked;
