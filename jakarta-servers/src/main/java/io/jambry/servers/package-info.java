// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Starts servers of Jakarta EE, each in a process of its own with one application, and ends them.
 *
 * <p>Nothing is installed and nothing is left: a server lies below {@code target}, takes free ports of the loopback interface, and is ended by
 * its process. Which servers there are, and where, says the build.
 */
@NullMarked
package io.jambry.servers;

import org.jspecify.annotations.NullMarked;
