// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** An application with a session, which does not know who keeps it. */
@NullMarked
package io.jambry.samples.visits;

import org.jspecify.annotations.NullMarked;
