// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions in Undertow, and so in WildFly: a {@link io.jambry.sessions.undertow.JambryServletExtension} that a deployment brings along and
 * switches on by its settings.
 */
@NullMarked
package io.jambry.sessions.undertow;

import org.jspecify.annotations.NullMarked;
