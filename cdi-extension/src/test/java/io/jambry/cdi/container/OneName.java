// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** A directory that knows nothing but the registry of transactions, under the name that servers have it. */
public final class OneName implements InitialContextFactory {

    /** For the directory service. */
    public OneName() {}

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        return new InitialContext(/* lazy= */ true) {
            @Override
            public Object lookup(String name) throws NamingException {
                if (name.equals("java:comp/TransactionSynchronizationRegistry")) {
                    return new TransactionSynchronizationRegistryImple();
                }
                throw new NameNotFoundException(name);
            }
        };
    }
}
