// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions in Jetty 12.1: a {@link io.jambry.sessions.jetty.JambrySessionFactory} for a server or a context, and a
 * {@link io.jambry.sessions.jetty.JambrySessionDataStore} for who wants to keep another cache of Jetty's. Nothing here knows servlets, so it
 * serves every environment of Jetty.
 */
@NullMarked
package io.jambry.sessions.jetty;

import org.jspecify.annotations.NullMarked;
