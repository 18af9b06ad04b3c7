// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.LoginConfig;
import java.security.Principal;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everybody whose password is secret. */
final class Customers implements IdentityManager {

    /** Lets a deployment be for them only, who log in by BASIC. */
    static DeploymentInfo only(DeploymentInfo info) {
        return info.setLoginConfig(new LoginConfig("BASIC", "shop"))
                .setIdentityManager(new Customers())
                .addSecurityConstraint(Servlets.securityConstraint()
                        .addRoleAllowed("customer")
                        .addWebResourceCollection(
                                Servlets.webResourceCollection().addUrlPattern("/*")));
    }

    @Override
    public Account verify(Account account) {
        return account;
    }

    @Override
    public @Nullable Account verify(String id, Credential credential) {
        boolean known = credential instanceof PasswordCredential password
                && Arrays.equals(password.getPassword(), "secret".toCharArray());
        return known ? new Customer(id) : null;
    }

    @Override
    public @Nullable Account verify(Credential credential) {
        return null;
    }

    private record Customer(String name) implements Account {

        @Override
        public Principal getPrincipal() {
            return () -> name;
        }

        @Override
        public Set<String> getRoles() {
            return Set.of("customer");
        }
    }
}
