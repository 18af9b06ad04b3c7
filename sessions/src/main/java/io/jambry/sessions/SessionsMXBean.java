// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/**
 * What one node did with the sessions of an application since it began, by JMX: {@code io.jambry:type=Sessions,application=…}, with
 * {@code node=2} and so on where a JVM has several. Shown if {@link SessionSettings#management} says so. Nothing here asks the server, but
 * {@link #expelAll}.
 */
public interface SessionsMXBean {

    /**
     * The name of the application.
     *
     * @return the name
     */
    String getApplication();

    /**
     * Sessions that were written for the first time.
     *
     * @return the number
     */
    long getCreated();

    /**
     * Sessions that the server sent.
     *
     * @return the number
     */
    long getLoaded();

    /**
     * Sessions of which the copy at hand was current.
     *
     * @return the number
     */
    long getSame();

    /**
     * Ids for which there is no session.
     *
     * @return the number
     */
    long getMissing();

    /**
     * Ids that were malformed, so that the server was not asked.
     *
     * @return the number
     */
    long getRefused();

    /**
     * Changes that were written.
     *
     * @return the number
     */
    long getCommits();

    /**
     * Commits with nothing to write.
     *
     * @return the number
     */
    long getUnchanged();

    /**
     * Commits of sessions that had ended meanwhile.
     *
     * @return the number
     */
    long getGone();

    /**
     * Sessions that got another id.
     *
     * @return the number
     */
    long getIdChanges();

    /**
     * Sessions that were ended by the application.
     *
     * @return the number
     */
    long getInvalidated();

    /**
     * Sessions that were ended because their users had too many, or by {@link #expelAll}.
     *
     * @return the number
     */
    long getExpelled();

    /**
     * Sessions that were over, or expelled, and whose listeners this node told.
     *
     * @return the number
     */
    long getExpired();

    /**
     * Sessions that were refused because their users had as many as allowed.
     *
     * @return the number
     */
    long getRejected();

    /**
     * Attributes that could not be decoded.
     *
     * @return the number
     */
    long getUndecodable();

    /**
     * Attributes that could not be encoded.
     *
     * @return the number
     */
    long getUnencodable();

    /**
     * How often the server did not do what it was asked to.
     *
     * @return the number
     */
    long getFailures();

    /**
     * Ends all sessions of a user; their listeners are told by whichever node sweeps next.
     *
     * @param principal the name of the user
     * @return how many
     */
    int expelAll(String principal);
}
