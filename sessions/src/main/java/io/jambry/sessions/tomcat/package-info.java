// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions in Tomcat 10.1 and 11: a {@link io.jambry.sessions.tomcat.JambryManager}, to be named in a context. One binary for both.
 */
@NullMarked
package io.jambry.sessions.tomcat;

import org.jspecify.annotations.NullMarked;
