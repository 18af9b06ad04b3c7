// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The contracts that stores and codecs implement. Everything else points here; nothing here knows anything but the JDK.
 */
@NullMarked
package io.jambry.spi;

import org.jspecify.annotations.NullMarked;
