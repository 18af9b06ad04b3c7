// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/** Programs for the command line. People call them; nothing of Jambry does. */
@NullMarked
package io.jambry.command;

import org.jspecify.annotations.NullMarked;
