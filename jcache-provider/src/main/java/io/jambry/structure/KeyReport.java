// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;

/**
 * What became of the keys of a {@link KeySelection}.
 *
 * @param met how many keys the walk has met; one that it has met twice counts twice
 * @param changed how many were removed, or given an end; none in a dry run
 * @param dryRun whether nothing was to be changed
 * @param elapsed how long it took
 */
public record KeyReport(long met, long changed, boolean dryRun, Duration elapsed) {}
