// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * What a connection authenticates with.
 *
 * @param username the user; null for the default user
 * @param password the password; null to authenticate not at all
 */
public record Credentials(
        @Nullable String username, @Nullable String password) {

    /** No authentication. */
    public static final Credentials NONE = new Credentials(null, null);

    /** The user, never the password. */
    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}
