// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that has the id of a session on the server: for the whole path of the application, not for scripts, not from other sites, and
 * over TLS only if the request came so. Immutable.
 *
 * @param name the name of the cookie
 */
record MirrorCookie(String name) {

    /** 160 random bits. */
    private static final int ID_BYTES = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    @Nullable
    String id(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    Cookie of(HttpServletRequest request, String id) {
        Cookie cookie = new Cookie(name, id);
        cookie.setPath(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    Cookie expired(HttpServletRequest request) {
        Cookie cookie = of(request, "");
        cookie.setMaxAge(0);
        return cookie;
    }
}
