// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * What a migration has done. Each entry that it looked at is in one of the other counts.
 *
 * @param lookedAt entries met; some may be met twice while others write
 * @param current those that had the form of now
 * @param rewritten those that have it because of this migration; in a dry run, those that would
 * @param undecodable those whose values cannot be read; they stay as they are
 * @param unwritable those whose values can be read, and not be written in the form of now; they stay as they are
 * @param changed those that others wrote again and again, or in the form of now, while they were being rewritten
 * @param gone those that were removed or expired while they were being looked at
 * @param complete whether all entries were looked at
 */
public record MigrationResult(
        long lookedAt,
        long current,
        long rewritten,
        long undecodable,
        long unwritable,
        long changed,
        long gone,
        boolean complete) {}
