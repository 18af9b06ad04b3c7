// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import java.security.Principal;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.UserIdentity;
import org.jspecify.annotations.Nullable;

/** Who is logged in, as Jetty's authenticators keep it. Looked at only where one has done so, for {@code jetty-security} may be missing. */
final class LoggedIn {

    /** The attribute that has it. */
    static final String ATTRIBUTE = "org.eclipse.jetty.security.UserIdentity";

    private LoggedIn() {}

    static @Nullable String name(Object value) {
        if (!(value instanceof AuthenticationState.Succeeded state)) {
            return null;
        }
        UserIdentity user = state.getUserIdentity();
        Principal principal = user == null ? null : user.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }
}
