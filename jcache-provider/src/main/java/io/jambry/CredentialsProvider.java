// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * Tells what to authenticate with. Asked for each connection that is opened, so that a password may change while the
 * application runs: connections that are open stay as they are.
 *
 * <p>Implementations are thread-safe, answer at once (their time counts as the time of the call that needs the connection),
 * and have a public constructor without parameters when they are named in a configuration.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * The credentials of the moment.
     *
     * @return what to authenticate with
     */
    Credentials credentials();
}
