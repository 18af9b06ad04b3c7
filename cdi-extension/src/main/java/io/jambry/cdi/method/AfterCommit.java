// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/**
 * When changes of caches are carried out: after the transaction of the caller has committed, or at once.
 *
 * @param transactions the transactions of callers
 * @param wanted whether to wait for them
 */
record AfterCommit(Transactions transactions, boolean wanted) {

    void run(Change change) {
        if (!wanted || !transactions.putOff(change.cacheName(), change.change(), change.inDoubt())) {
            change.change().run();
        }
    }
}
