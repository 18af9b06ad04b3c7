// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The one vocabulary of settings: manager URI, properties, system properties, environment, MicroProfile Config and file
 * become immutable settings. The provider calls it once per manager; it opens no connection and keeps nothing open.
 */
@NullMarked
package io.jambry.config;

import org.jspecify.annotations.NullMarked;
