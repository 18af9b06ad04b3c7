// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.CredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to a server.
 *
 * @param credentials what to authenticate with
 * @param sentinelCredentials what to authenticate with at sentinels
 * @param database the number of the database
 * @param clientName what {@code CLIENT LIST} shows; null for nothing
 */
public record LinkIdentity(
        CredentialsProvider credentials,
        CredentialsProvider sentinelCredentials,
        int database,
        @Nullable String clientName) {}
