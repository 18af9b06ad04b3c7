// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/**
 * What one node did with sessions since it began.
 *
 * @param created sessions that were written for the first time
 * @param loaded sessions that the server sent
 * @param same sessions of which the copy at hand was current
 * @param missing ids for which there is no session
 * @param refused ids that were malformed, so that the server was not asked
 * @param commits changes that were written
 * @param unchanged commits with nothing to write
 * @param gone commits of sessions that had ended meanwhile
 * @param idChanges sessions that got another id
 * @param invalidated sessions that were ended by the application
 * @param expelled sessions that were ended because their users had too many, or by {@link SessionRepository#expelAll}
 * @param expired sessions that were over, or expelled, and whose listeners this node told
 * @param rejected sessions that were refused because their users had as many as allowed
 * @param undecodable attributes that could not be decoded
 * @param unencodable attributes that could not be encoded
 * @param failures how often the server did not do what it was asked to
 */
public record SessionCounters(
        long created,
        long loaded,
        long same,
        long missing,
        long refused,
        long commits,
        long unchanged,
        long gone,
        long idChanges,
        long invalidated,
        long expelled,
        long expired,
        long rejected,
        long undecodable,
        long unencodable,
        long failures) {}
