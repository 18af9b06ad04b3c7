// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.Transactions;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The transactions that a registry knows. What is put off is kept as a resource of the transaction, and carried out by the thread that completes
 * it. The only class that names JTA.
 *
 * <p>Thread-safe.
 */
final class RegistryTransactions implements Transactions {

    private static final System.Logger LOG = System.getLogger("io.jambry.cdi");

    /** Where containers have it: Jakarta Transactions, TransactionSynchronizationRegistry. */
    private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

    private final TransactionSynchronizationRegistry registry;

    /** How many transactions have put something off: while it is 0, as it mostly is, nobody has to be asked. */
    private final AtomicInteger waiting = new AtomicInteger();

    private RegistryTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /** Looks for a registry: a bean, or else what the server has. */
    @SuppressWarnings("BanJNDI") // a name that is written here, of the server's own
    static Transactions find(Instance<Object> beans) {
        Instance<TransactionSynchronizationRegistry> bean = beans.select(TransactionSynchronizationRegistry.class);
        if (bean.isResolvable()) {
            return new RegistryTransactions(bean.get());
        }
        try {
            if (new InitialContext().lookup(NAME) instanceof TransactionSynchronizationRegistry found) {
                return new RegistryTransactions(found);
            }
        } catch (NamingException none) {
            // no server, or none with transactions
        }
        return Transactions.none();
    }

    @Override
    public boolean putOff(String cacheName, Runnable committed, Runnable inDoubt) {
        int status = registry.getTransactionStatus();
        if (status == Status.STATUS_MARKED_ROLLBACK) {
            // it will never commit
            return true;
        }
        if (status != Status.STATUS_ACTIVE) {
            return false;
        }
        Waiting changes = (Waiting) registry.getResource(this);
        if (changes == null) {
            changes = new Waiting();
            registry.registerInterposedSynchronization(changes);
            registry.putResource(this, changes);
            waiting.incrementAndGet();
        }
        changes.add(cacheName, committed, inDoubt);
        return true;
    }

    @Override
    public boolean hasPutOff(String cacheName) {
        return waiting.get() > 0 && isWaiting(cacheName);
    }

    private boolean isWaiting(String cacheName) {
        int status = registry.getTransactionStatus();
        return (status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK)
                && registry.getResource(this) instanceof Waiting changes
                && changes.concern(cacheName);
    }

    private record PutOff(Runnable committed, Runnable inDoubt) {}

    /** The changes that one transaction has put off, in their order. Confined to one thread at a time, as transactions are. */
    private final class Waiting implements Synchronization {

        private final List<PutOff> changes = new ArrayList<>();
        private final Set<String> cacheNames = new HashSet<>();

        void add(String cacheName, Runnable committed, Runnable inDoubt) {
            cacheNames.add(cacheName);
            changes.add(new PutOff(committed, inDoubt));
        }

        boolean concern(String cacheName) {
            return cacheNames.contains(cacheName) || cacheNames.contains(ALL_CACHES);
        }

        @Override
        public void beforeCompletion() {
            // nothing has been decided
        }

        @Override
        public void afterCompletion(int status) {
            waiting.decrementAndGet();
            if (status == Status.STATUS_ROLLEDBACK) {
                return;
            }
            for (PutOff change : changes) {
                carryOut(status == Status.STATUS_COMMITTED ? change.committed() : change.inDoubt());
            }
        }

        /** Whoever has committed must not hear of failures. */
        private void carryOut(Runnable change) {
            try {
                change.run();
            } catch (RuntimeException failed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "after a transaction: " + failed.getMessage() + " (the caller was not told)",
                        failed);
            }
        }
    }
}
