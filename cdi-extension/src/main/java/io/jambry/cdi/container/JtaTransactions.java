// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.Transactions;
import jakarta.enterprise.inject.Instance;

/** Transactions of JTA, where it is there; where it is missing, none of what names it is loaded. */
final class JtaTransactions {

    private JtaTransactions() {}

    static Transactions find(Instance<Object> beans) {
        try {
            Class.forName(
                    "jakarta.transaction.TransactionSynchronizationRegistry",
                    /* initialize= */ false,
                    JtaTransactions.class.getClassLoader());
            return RegistryTransactions.find(beans);
        } catch (ClassNotFoundException | LinkageError absent) {
            return Transactions.none();
        }
    }
}
