// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.LimitRefusals;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Credential;

class JettyMirrorRefusalTest extends LimitRefusals {

    @Override
    protected String cookie() {
        return "JAMBRYSESSION";
    }

    @Override
    protected Container start(SessionSettings sessions, Node server) throws Exception {
        return new JettyNode(context -> {
            JettyMirrorTest.mirror(context, sessions, server);
            forCustomersOnly(context);
        });
    }

    private static void forCustomersOnly(ServletContextHandler context) {
        UserStore users = new UserStore();
        users.addUser("ada", Credential.getCredential("secret"), new String[] {"customer"});
        users.addUser("grace", Credential.getCredential("secret"), new String[] {"customer"});
        HashLoginService logins = new HashLoginService("shop");
        logins.setUserStore(users);
        ConstraintMapping shop = new ConstraintMapping();
        shop.setPathSpec("/shop/*");
        shop.setConstraint(Constraint.from("customer"));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setLoginService(logins);
        security.setAuthenticator(new BasicAuthenticator());
        security.addConstraintMapping(shop);
        context.setSecurityHandler(security);
    }
}
