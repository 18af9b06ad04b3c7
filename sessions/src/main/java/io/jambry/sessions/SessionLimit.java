// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.ConfigurationException;

/**
 * How many sessions a user may have at the same time, on all nodes together. It holds for sessions that get their
 * {@linkplain SessionData#principal(String) user} from then on; what a user has already stays. Immutable.
 *
 * @param perUser how many, up to 10 000; 0 for any number
 * @param over what happens to one more
 */
public record SessionLimit(int perUser, OverLimit over) {

    /** As many as they like. */
    public static final SessionLimit NONE = new SessionLimit(0, OverLimit.REJECT);

    /** Each session of the user is looked at when the limit is reached. */
    private static final int MOST = 10_000;

    public SessionLimit {
        requireNonNull(over, "over");
        if (perUser < 0 || perUser > MOST) {
            throw new ConfigurationException("setting 'max-sessions-per-user' of sessions is " + perUser
                    + ", which is not from 0, for any number, to " + MOST);
        }
    }

    boolean isNone() {
        return perUser == 0;
    }
}
