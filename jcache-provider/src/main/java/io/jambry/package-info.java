// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/** What an application imports: the extended cache and manager, their settings, and the exceptions beyond JSR-107's. */
@NullMarked
package io.jambry;

import org.jspecify.annotations.NullMarked;
