// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import java.util.Map;

/** All of what Jetty wants of a store. Ids are stored, for they are encrypted. */
class JettyStoreTest extends StoreContract {

    JettyStoreTest() throws Exception {}

    @Override
    Map<String, String> provider() {
        return Map.of(
                "caches.sessions.encryption", "xaes-256-gcm",
                "caches.sessions.encryption-keys", "passphrase",
                "caches.sessions.encryption-password", "1:correct horse battery staple");
    }
}
