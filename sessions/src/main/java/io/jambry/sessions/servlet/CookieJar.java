// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import jakarta.servlet.http.Cookie;

/** Where cookies of a response go. */
@FunctionalInterface
interface CookieJar {

    /** Sets a cookie; of several of one name the last one counts. */
    void set(Cookie cookie);
}
