// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import org.eclipse.jetty.session.SessionContext;

/**
 * Where sessions belong, as Jetty sees it. Immutable.
 *
 * @param path of the context, as Jetty writes it
 * @param host the virtual host
 */
record Place(String path, String host) {

    static Place of(SessionContext context) {
        return new Place(context.getCanonicalContextPath(), context.getVhost());
    }
}
