// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** Reactor's type of lazy results. The only package that names Reactor; where Reactor is missing, none of it is used. */
@NullMarked
package io.jambry.cdi.reactor;

import org.jspecify.annotations.NullMarked;
