// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP sessions on the server, without a servlet container: how a session is laid out, read, changed, moved, ended and swept. The packages
 * below, one for each container, translate between this and what the container calls a session. Nothing here knows servlets.
 */
@NullMarked
package io.jambry.sessions;

import org.jspecify.annotations.NullMarked;
