// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** A library on the web whose beans are cached, the same on every server of Jakarta EE and without one. */
@NullMarked
package io.jambry.samples.cdi;

import org.jspecify.annotations.NullMarked;
