// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;

/**
 * How far a walk over a {@link KeySelection} is.
 *
 * @param met how many keys it has met
 * @param changed how many of them it has removed, or given an end
 * @param elapsed since it began
 */
public record KeyProgress(long met, long changed, Duration elapsed) {}
