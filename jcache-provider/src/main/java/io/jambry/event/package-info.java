// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Listeners: who wants to hear what, and how events reach them. Called by the entry engine after a change is done; never
 * changes an entry itself.
 */
@NullMarked
package io.jambry.event;

import org.jspecify.annotations.NullMarked;
