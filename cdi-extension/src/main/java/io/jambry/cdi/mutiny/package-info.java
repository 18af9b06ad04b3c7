// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** Mutiny's type of lazy results. The only package that names Mutiny; where Mutiny is missing, none of it is used. */
@NullMarked
package io.jambry.cdi.mutiny;

import org.jspecify.annotations.NullMarked;
