// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import io.jambry.Credentials;
import io.jambry.CredentialsProvider;

/**
 * A user whose password changes while clients are connected; made by name, so the password is shared by all.
 * Thread-safe.
 */
public final class RotatingCredentials implements CredentialsProvider {

    static final String USER = "application";

    private static volatile String password = "";

    static void set(String current) {
        password = current;
    }

    @Override
    public Credentials credentials() {
        return new Credentials(USER, password);
    }
}
