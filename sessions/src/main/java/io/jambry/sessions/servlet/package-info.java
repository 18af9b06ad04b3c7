// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What any servlet container needs: when a response is about to leave, and a filter that keeps the container's own session and the one on the
 * server the same. Knows servlets and no container.
 */
@NullMarked
package io.jambry.sessions.servlet;

import org.jspecify.annotations.NullMarked;
