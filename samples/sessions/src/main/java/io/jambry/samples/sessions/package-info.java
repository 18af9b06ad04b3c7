// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** A login and a cart that survive the death of the node they were made on. */
@NullMarked
package io.jambry.samples.sessions;

import org.jspecify.annotations.NullMarked;
