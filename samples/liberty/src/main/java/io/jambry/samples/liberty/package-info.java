// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** What an application on Open Liberty has beside itself, so that its clients may go from node to node. It knows Open Liberty, and no class of Jambry. */
@NullMarked
package io.jambry.samples.liberty;

import org.jspecify.annotations.NullMarked;
